package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import np.local.storage.FileTree;
import np.model.ByteSize;
import np.model.DatabaseActivity;
import np.model.DatabaseSettings;
import np.model.DatabaseState;
import np.model.DatabaseStatus;
import np.model.NpException;
import np.model.WantedDatabase;
import np.testkit.Needs;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How instances live and die: sleep, crashes, the death of np, damage. */
final class KeptInstanceTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");

  @TempDir Path home;
  private TestKeeper keeper;

  @BeforeEach
  void open() throws IOException {
    keeper = new TestKeeper(home);
  }

  @AfterEach
  void close() {
    keeper.close();
  }

  private DatabaseStatus status() {
    return keeper.keeper().observe(List.of(SHOP.id())).getFirst();
  }

  private void awaitState(DatabaseState state) {
    await().atMost(LONG).until(() -> status().state() == state);
  }

  private void makeWithTable() throws SQLException {
    keeper.keeper().apply(SHOP);
    try (Connection connection = keeper.connect(SHOP)) {
      TestKeeper.execute(connection, "CREATE TABLE kept AS SELECT 7 AS n");
    }
  }

  private List<String> kept() throws SQLException {
    try (Connection connection = keeper.connect(SHOP)) {
      return TestKeeper.ask(connection, "SELECT n FROM kept");
    }
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  /** Its control groups, whichever version: the group's path below each mount (cgroups(7)). */
  private static List<Path> controlGroups(long pid) throws IOException {
    return Files.readString(Path.of("/proc", "" + pid, "cgroup"))
        .lines()
        .map(line -> line.split(":", 3))
        .filter(fields -> fields[2].contains("np-"))
        .map(fields -> Path.of("/sys/fs/cgroup", fields[1], fields[2]))
        .filter(Files::isDirectory)
        .toList();
  }

  @Test
  void whatSleepsLeavesNoControlGroupBehind() throws Exception {
    Needs.root();
    Needs.program("bwrap", "bubblewrap");
    keeper.keeper().apply(SHOP);
    keeper.keeper().resume(SHOP.id());
    List<Path> groups = controlGroups(status().pid().orElseThrow());
    assertThat(groups).isNotEmpty();

    keeper.keeper().suspend(SHOP.id());

    assertThat(groups).allSatisfy(group -> assertThat(group).doesNotExist());
  }

  @Test
  void itSleepsWhenNobodyUsesItAndNotBefore() throws SQLException {
    DatabaseSettings hasty =
        new DatabaseSettings(
            SHOP.settings().memory(), Optional.of(Duration.ofSeconds(10)), List.of());
    WantedDatabase wanted = TestDatabases.with(SHOP, hasty);
    keeper.keeper().apply(wanted);
    long pid;
    try (Connection connection = keeper.connect(SHOP)) {
      pid = status().pid().orElseThrow();
      connection.setAutoCommit(false);
      TestKeeper.execute(connection, "SELECT pg_sleep(12)");
      assertThat(status().pid()).as("a statement was running").contains(pid);
    }
    keeper.keeper().catalog().report(new DatabaseActivity(SHOP.id(), 1, Instant.now()));
    assertThat(status().sessions()).isEqualTo(1);
    keeper.keeper().catalog().report(new DatabaseActivity(SHOP.id(), 0, Instant.now()));

    awaitState(DatabaseState.SLEEPING);
    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(status().lastActive()).isPresent();
    assertThat(keeper.layout().home().resolve("sock")).isEmptyDirectory();
  }

  @Test
  void oneThatIsKilledStartsAgainAndHasWhatWasCommitted() throws SQLException {
    makeWithTable();
    long pid = status().pid().orElseThrow();

    kill(pid);

    await().atMost(LONG).until(() -> status().pid().filter(now -> now != pid).isPresent());
    awaitState(DatabaseState.RUNNING);
    assertThat(kept()).containsExactly("7");
  }

  @Test
  void oneThatDiesAgainAndAgainIsStartedLaterAndLater() throws SQLException {
    makeWithTable();
    for (int i = 0; i < 3; i++) {
      long pid = status().pid().orElseThrow();
      kill(pid);
      await().atMost(LONG).until(() -> status().pid().filter(now -> now != pid).isPresent());
    }
    assertThat(kept()).containsExactly("7");
  }

  @Test
  void theNextNpFindsWhatRunsAndLeavesAsleepWhatSleeps() throws Exception {
    makeWithTable();
    WantedDatabase other = TestDatabases.empty("other");
    keeper.keeper().apply(other);
    keeper.keeper().resume(other.id());
    keeper.keeper().suspend(other.id());
    long pid = status().pid().orElseThrow();

    keeper.reopen();

    awaitState(DatabaseState.RUNNING);
    assertThat(status().pid()).contains(pid);
    assertThat(kept()).containsExactly("7");
    assertThat(keeper.keeper().observe(List.of(other.id())).getFirst().state())
        .isEqualTo(DatabaseState.SLEEPING);
  }

  @Test
  void theNextNpKnowsHowLargeEachIs() throws Exception {
    makeWithTable();
    WantedDatabase other = TestDatabases.empty("other");
    keeper.keeper().apply(other);
    keeper.keeper().resume(other.id());
    keeper.keeper().suspend(other.id());
    ByteSize asleep = size(other);
    assertThat(asleep.bytes()).isPositive();

    keeper.reopen();

    awaitState(DatabaseState.RUNNING);
    assertThat(size(other)).isEqualTo(asleep);
    assertThat(size(SHOP).bytes()).isPositive();
  }

  @Test
  void whatIsWrittenCountsWhileItRuns() throws Exception {
    makeWithTable();
    long before = size(SHOP).bytes();
    try (Connection connection = keeper.connect(SHOP)) {
      TestKeeper.execute(
          connection,
          "CREATE TABLE large AS SELECT repeat('x', 1000) FROM generate_series(1, 20000)");
      await().atMost(LONG).until(() -> size(SHOP).bytes() > before + 20_000_000);
    }
  }

  private ByteSize size(WantedDatabase of) {
    return keeper.keeper().observe(List.of(of.id())).getFirst().size();
  }

  @Test
  void theNextNpFindsOneThatItsPredecessorDidNotWriteDown() throws Exception {
    makeWithTable();
    Files.delete(keeper.layout().databases().resolve("acme/shop/running"));

    keeper.reopen();

    assertThat(kept()).containsExactly("7");
    assertThat(postmasters()).hasSize(1);
  }

  @Test
  void whatHasEndedWhileNpWasAwaySleeps() throws Exception {
    makeWithTable();
    long pid = status().pid().orElseThrow();
    keeper.stopWatching();
    kill(pid);
    await().atMost(LONG).until(() -> ProcessHandle.of(pid).isEmpty());

    keeper.reopen();

    awaitState(DatabaseState.SLEEPING);
    assertThat(kept()).containsExactly("7");
  }

  @Test
  void whatIsRemovedLeavesNothing() throws Exception {
    makeWithTable();
    keeper.keeper().remove(SHOP.id());
    keeper.reopen();

    assertThat(keeper.layout().databases().resolve("acme")).isEmptyDirectory();
    assertThat(keeper.layout().databases().resolve(".trash")).isEmptyDirectory();
    assertThat(keeper.layout().home().resolve("sock")).isEmptyDirectory();
    assertThat(postmasters()).isEmpty();
  }

  @Test
  void whatWasBegunAndNotFinishedIsSweptOrFinished() throws Exception {
    makeWithTable();
    Path databases = keeper.layout().databases();
    keeper.stopWatching();
    Files.createDirectories(databases.resolve(".trash/old-1/data-0"));
    Files.createDirectories(databases.resolve(".pool/18-1-99.new"));
    Files.writeString(databases.resolve(".pool/18-1-99.new/PG_VERSION"), "18");
    keeper.reopen();

    await().atMost(LONG).until(() -> !Files.exists(databases.resolve(".trash/old-1")));
    assertThat(databases.resolve(".pool/18-1-99.new")).doesNotExist();
    assertThat(kept()).containsExactly("7");
  }

  @Test
  void aDamagedTemplateIsMadeAgain() throws Exception {
    Path template = keeper.layout().databases().resolve(".template/18.6");
    await().atMost(LONG).until(() -> Files.exists(template.resolve("PG_VERSION")));
    keeper.close();
    for (Path each : List.of(template.resolve("global/pg_control"), template.resolve("base"))) {
      if (Files.isDirectory(each)) {
        try (Stream<Path> below = Files.walk(each)) {
          Path victim = below.filter(Files::isRegularFile).findFirst().orElseThrow();
          Files.writeString(victim, "damaged", StandardOpenOption.TRUNCATE_EXISTING);
        }
      } else {
        Files.delete(each);
      }
    }
    try (Stream<Path> ready = Files.list(keeper.layout().databases().resolve(".pool"))) {
      for (Path each : ready.toList()) {
        new FileTree(each).delete();
      }
    }
    keeper.reopen();

    makeWithTable();
    assertThat(kept()).containsExactly("7");
  }

  @Test
  void oneThatCannotStartSaysWhyAndStartsWhenItCan() throws Exception {
    makeWithTable();
    keeper.keeper().suspend(SHOP.id());
    Path control = keeper.layout().databases().resolve("acme/shop/data-0/global/pg_control");
    byte[] content = Files.readAllBytes(control);
    Files.write(control, new byte[content.length]);

    assertThatThrownBy(() -> keeper.keeper().resume(SHOP.id()))
        .isInstanceOf(NpException.Unavailable.class);
    awaitState(DatabaseState.FAILED);
    assertThat(status().why()).isNotEmpty().doesNotContain("\n");

    Files.write(control, content);
    await().atMost(LONG).ignoreExceptions().untilAsserted(() -> keeper.keeper().resume(SHOP.id()));
    assertThat(kept()).containsExactly("7");
  }

  @Test
  void dataThatAreNotThereAreNeverReplacedByEmptyOnes() throws Exception {
    makeWithTable();
    keeper.keeper().suspend(SHOP.id());
    Path data = keeper.layout().databases().resolve("acme/shop/data-0");
    Path elsewhere = keeper.layout().home().resolve("elsewhere");
    keeper.stopWatching();
    Files.move(data, elsewhere);
    keeper.reopen();

    awaitState(DatabaseState.FAILED);
    assertThat(status().why()).contains("its data are not there");
    Files.move(elsewhere, data);
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(kept()).containsExactly("7"));
  }

  @Test
  void itsLogIsKeptShort() throws Exception {
    keeper.keeper().apply(SHOP);
    try (Connection connection = keeper.connect(SHOP)) {
      TestKeeper.execute(
          connection,
          "DO $$ BEGIN FOR i IN 1..10000 LOOP"
              + " RAISE WARNING '%', repeat('x', 1000); END LOOP; END $$");
    }
    Path log = keeper.layout().databases().resolve("acme/shop/log");
    assertThat(Files.size(log)).isGreaterThan(8 << 20);

    await().atMost(LONG).until(() -> Files.size(log) < 8 << 20);
    assertThat(log.resolveSibling("log.1")).exists();
  }

  private List<String> postmasters() throws IOException {
    String place = keeper.layout().databases().toString();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(each -> each.info().commandLine().orElse(""))
          .filter(line -> line.contains("bin/postgres -D " + place))
          .filter(line -> !line.contains("bwrap"))
          .toList();
    }
  }
}
