package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import np.model.WantedDatabase;
import np.testkit.Needs;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tries to get out of an instance, as its tenant and as its superuser. */
final class ProbesTest {
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");
  private static final WantedDatabase OTHER = TestDatabases.empty("other");
  private static final String TOKEN = "canary-5f0c9e";

  /** The role that np itself uses. */
  private static final String SUPERUSER = "np_platform";

  @TempDir Path home;
  private TestKeeper keeper;
  private Path canary;
  private Path target;
  private ServerSocket loopback;

  @BeforeEach
  void open() throws Exception {
    keeper = new TestKeeper(home);
    keeper.keeper().apply(SHOP);
    keeper.keeper().apply(OTHER);
    keeper.keeper().resume(OTHER.id());
    canary = Files.writeString(home.resolve("canary"), TOKEN);
    Files.setPosixFilePermissions(canary, PosixFilePermissions.fromString("rw-r--r--"));
    target = Files.createDirectory(home.resolve("target"));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxrwxrwx"));
    loopback = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    loopback.setSoTimeout(1);
  }

  @AfterEach
  void close() throws IOException {
    loopback.close();
    keeper.close();
  }

  private List<String> probes() throws IOException {
    try (InputStream in = ProbesTest.class.getResourceAsStream("probes.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.replace("$CANARY", canary.toString()))
          .map(line -> line.replace("$TARGET", target.toString()))
          .map(line -> line.replace("$PORT", "" + loopback.getLocalPort()))
          .map(line -> line.replace("$OTHER", otherData().toString()))
          .toList();
    }
  }

  private Path otherData() {
    return keeper.layout().databases().resolve("acme/other/data-0");
  }

  /** Everything that came back, or nothing when it was refused. */
  private static List<String> attempt(Connection connection, String probe) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (String each : probe.split("; ", -1)) {
        if (statement.execute(each)) {
          collect(statement.getResultSet(), answers);
        } else {
          answers.add("done");
        }
      }
      connection.rollback();
      return answers;
    } catch (SQLException refused) {
      connection.rollback();
      return List.of();
    }
  }

  private static void collect(ResultSet rows, List<String> answers) throws SQLException {
    while (rows.next()) {
      answers.add("" + rows.getString(1));
    }
  }

  @Test
  void aTenantIsRefusedEveryWayOut() throws Exception {
    List<String> open = new ArrayList<>();
    for (String probe : probes()) {
      try (Connection connection = keeper.connect(SHOP)) {
        connection.setAutoCommit(mustCommit(probe));
        List<String> answers = attemptAny(connection, probe);
        if (!answers.isEmpty()) {
          open.add(probe + " -> " + answers);
        }
      }
    }

    assertThat(probes()).hasSizeGreaterThan(80);
    assertThat(open).isEmpty();
    assertNothingHappenedOutside();
  }

  @Test
  void aSuperuserGainsNothingOutside() throws Exception {
    Needs.root();
    Needs.program("bwrap", "bubblewrap");
    long other = keeper.keeper().observe(List.of(OTHER.id())).getFirst().pid().orElseThrow();
    List<String> leaks = new ArrayList<>();
    for (String probe : probes()) {
      try (Connection connection = superuser()) {
        connection.setAutoCommit(mustCommit(probe));
        List<String> answers = attemptAny(connection, probe);
        if (answers.toString().contains(TOKEN) || answers.toString().contains("root:x:0:0:root")) {
          leaks.add(probe + " -> " + answers);
        }
      } catch (SQLException e) {
        keeper.keeper().resume(SHOP.id());
      }
    }

    assertThat(leaks).isEmpty();
    assertNothingHappenedOutside();
    assertThat(keeper.keeper().observe(List.of(OTHER.id())).getFirst().pid()).contains(other);
  }

  @Test
  void anInstanceSeesNothingOfTheMachine() throws Exception {
    Needs.root();
    Needs.program("bwrap", "bubblewrap");
    try (Connection connection = superuser()) {
      assertThat(TestKeeper.ask(connection, "SELECT pg_ls_dir('/') ORDER BY 1"))
          .doesNotContain("root", "home", "proc", "sys", "boot", "opt", "srv", "bin", "sbin");
      assertThat(TestKeeper.ask(connection, "SELECT pg_read_file('/etc/passwd')").getFirst())
          .isEqualTo(
              "root:x:0:0::/:/\npostgres:x:%d:%d::/:/\n"
                  .formatted(uid("acme/shop"), uid("acme/shop")));
      assertThat(TestKeeper.ask(connection, "SELECT pg_ls_dir('/etc') ORDER BY 1"))
          .containsExactly("ld.so.cache", "passwd");
    }
    Path process = Path.of("/proc", "" + pid());
    assertThat(Files.getAttribute(process, "unix:uid")).isEqualTo(uid("acme/shop"));
    assertThat(uid("acme/shop")).isNotEqualTo(uid("acme/other"));
    assertThat(Files.readString(process.resolve("status")))
        .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000")
        .contains("NoNewPrivs:\t1", "Seccomp:\t2");
    for (String namespace : List.of("mnt", "net", "pid", "ipc", "uts", "cgroup")) {
      assertThat(Files.readSymbolicLink(process.resolve("ns").resolve(namespace)))
          .as(namespace)
          .isNotEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns", namespace)));
    }
  }

  @Test
  void anInstanceHasTheLimitsOfItsMemory() throws Exception {
    Needs.root();
    Needs.program("bwrap", "bubblewrap");
    String groups = Files.readString(Path.of("/proc", "" + pid(), "cgroup"));
    assertThat(groups).contains("np-" + keeper.layout().hash() + "-db/databases/db-");
  }

  private long pid() {
    keeper.keeper().resume(SHOP.id());
    return keeper.keeper().observe(List.of(SHOP.id())).getFirst().pid().orElseThrow();
  }

  private int uid(String database) throws IOException {
    Path data = keeper.layout().databases().resolve(database).resolve("data-0");
    return (int) Files.getAttribute(data, "unix:uid");
  }

  private Connection superuser() throws SQLException {
    return keeper.connect(SHOP.id(), SHOP.label().value(), SUPERUSER);
  }

  /** Statements that are no part of a transaction. */
  private static boolean mustCommit(String probe) {
    return Stream.of("TABLESPACE", "ALTER SYSTEM", "DATABASE", "SUBSCRIPTION")
        .anyMatch(probe::contains);
  }

  private static List<String> attemptAny(Connection connection, String probe) throws SQLException {
    if (!connection.getAutoCommit()) {
      return attempt(connection, probe);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(probe);
      return List.of("done");
    } catch (SQLException refused) {
      return List.of();
    }
  }

  private void assertNothingHappenedOutside() throws IOException {
    assertThat(canary).hasContent(TOKEN);
    assertThat(target).isEmptyDirectory();
    assertThat(Path.of("/tmp/np-probe")).doesNotExist();
    assertThat(Path.of("/etc/cron.d/np-probe")).doesNotExist();
    assertThat(otherData().resolve("postgresql.auto.conf"))
        .content()
        .startsWith("# Do not edit this file manually!");
    assertThatThrownBy(loopback::accept).isInstanceOf(SocketTimeoutException.class);
  }
}
