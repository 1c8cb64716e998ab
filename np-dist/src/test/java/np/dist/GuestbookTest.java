package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The whole way of a database, as a person goes it: examples/guestbook, its preview, its sleep. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
final class GuestbookTest {
  private static final String EXAMPLE = "examples/guestbook";
  private static final String APP = "example-guestbook";
  private static final String HOST = APP + ".localhost";
  private static final String PREVIEW_HOST = APP + "-preview.localhost";
  private static final String DATABASE = APP + "-db";

  private final TestPlatform platform = new TestPlatform();

  @BeforeAll
  void deployAndSign() {
    platform.np("deploy", EXAMPLE).ok();
    assertThat(platform.post(HOST, "/", "Hello from Ana").status()).isEqualTo(201);
  }

  @AfterAll
  void clean() {
    platform.close();
  }

  @Test
  @Order(1)
  void aPreviewHasTheRowsAndKeepsItsOwnToItself() {
    platform.np("deploy", EXAMPLE, "--env", "preview").ok();
    assertThat(platform.get(PREVIEW_HOST, "/").body()).contains("Hello from Ana");
    assertThat(platform.post(PREVIEW_HOST, "/", "Only in the preview").status()).isEqualTo(201);
    assertThat(platform.get(PREVIEW_HOST, "/").body()).contains("Only in the preview");
    assertThat(platform.get(HOST, "/").body())
        .contains("Hello from Ana")
        .doesNotContain("Only in the preview");
  }

  @Test
  @Order(2)
  void aRequestWakesTheDatabase() {
    platform.np("db", "suspend", DATABASE).ok();
    assertThat(state()).isEqualTo("sleeping");
    assertThat(platform.get(HOST, "/").body()).contains("Hello from Ana");
    assertThat(state()).isEqualTo("running");
  }

  @Test
  @Order(3)
  void aNewPasswordReachesTheAppAndTheOldOneIsCut() throws SQLException {
    String before = url();
    try (Connection old = connect(before)) {
      platform.np("db", "rotate", DATABASE, "-y").ok();
      await().atMost(TestPlatform.PATIENCE).until(() -> isCut(old));
    }
    assertThatThrownBy(() -> connect(before).close()).isInstanceOf(SQLException.class);
    await()
        .atMost(TestPlatform.PATIENCE)
        .until(() -> platform.get(HOST, "/").body().contains("Hello from Ana"));
  }

  @Test
  @Order(4)
  void psqlReadsThroughTheGateway() throws Exception {
    Process psql =
        new ProcessBuilder("psql", "-X", "-At", "-c", "select text from entry", url())
            .redirectErrorStream(true)
            .start();
    String output = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(psql.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(output).isEqualTo("Hello from Ana\n");
  }

  @Test
  @Order(5)
  void whatWasAcknowledgedIsThereWhoeverWasKilled() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    for (Program killed : List.of(Program.SERVER, Program.NODE, Program.EDGE)) {
      sign(acknowledged, killed.word() + " before");
      platform.kill(killed);
      platform.np("server", "start").ok();
      sign(acknowledged, killed.word() + " after");
    }
    sign(acknowledged, "postgres before");
    killPostgres();
    sign(acknowledged, "postgres after");
    assertThat(entries()).containsAll(acknowledged);
  }

  @Test
  @Order(6)
  void anAppThatIsDestroyedLeavesItsDatabaseBehind() throws SQLException {
    platform.np("apps", "destroy", APP, "--confirm", APP).ok();
    assertThat(entries()).contains("Hello from Ana");
    platform.np("db", "destroy", DATABASE, "--confirm", DATABASE).ok();
    assertThat(platform.np("db", "list").ok().out()).doesNotContain(DATABASE + " ");
    platform.np("db", "undelete", DATABASE).ok();
    assertThat(entries()).contains("Hello from Ana");
  }

  /** Writes until the guestbook says that it is written. */
  private void sign(List<String> acknowledged, String text) {
    await()
        .atMost(TestPlatform.PATIENCE)
        .ignoreExceptions()
        .until(() -> platform.post(HOST, "/", text).status() == 201);
    acknowledged.add(text);
  }

  /** SIGKILL for the PostgreSQL of the guestbook, and for its sandbox. */
  private void killPostgres() {
    String data = "databases/default/" + DATABASE + "/data-";
    List<ProcessHandle> processes =
        ProcessHandle.allProcesses()
            .filter(process -> process.info().commandLine().orElse("").contains(data))
            .toList();
    assertThat(processes).isNotEmpty();
    processes.forEach(ProcessHandle::destroyForcibly);
    await()
        .atMost(TestPlatform.PATIENCE)
        .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }

  private List<String> entries() throws SQLException {
    List<String> entries = new ArrayList<>();
    try (Connection connection = connect(url());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select text from entry order by id")) {
      while (rows.next()) {
        entries.add(rows.getString(1));
      }
    }
    return entries;
  }

  private static boolean isCut(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select 1");
      return false;
    } catch (SQLException cut) {
      return true;
    }
  }

  private Connection connect(String url) throws SQLException {
    URI uri = URI.create(url);
    String[] login = uri.getUserInfo().split(":", 2);
    String address = "jdbc:postgresql://127.0.0.1:" + platform.pgPort() + uri.getPath();
    return DriverManager.getConnection(address, login[0], login[1]);
  }

  private String url() {
    return platform.np("db", "url", DATABASE).ok().out().strip();
  }

  private String state() {
    JsonNode info = platform.np("db", "info", DATABASE, "--json").ok().json();
    return info.get("state").asString();
  }
}
