package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import np.model.DatabaseState;
import np.model.DatabaseStatus;
import np.model.WantedDatabase;
import np.testkit.Needs;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Np and its instances are killed by the kernel at the n-th durable step (strace(1), inject), for
 * every n; the next np must find everything whole and finish what was asked for.
 */
final class CrashPointsTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");
  private static final String STEPS = "fsync,fdatasync,syncfs,rename,renameat,renameat2";

  /** More than any operation has in one thread. */
  private static final int MOST = 40;

  @TempDir Path directory;
  private Path home;

  @BeforeEach
  void make() throws Exception {
    Needs.program("strace", "strace");
    Needs.program("psql", "postgresql-client");
    home = Files.createDirectory(directory.resolve("home"));
    DriverProcess.Result made =
        DriverProcess.traced(List.of(), home).run("apply:shop", "write:shop:one", "suspend:shop");
    assertThat(made.lines()).endsWith("end");
  }

  @AfterEach
  void clean() throws IOException {
    new TestKeeper(home).close();
  }

  /** Kills at each step in turn, until there are no more; after each, this must hold. */
  private void killAtEachStep(List<String> acts, Check check) throws Exception {
    int killed = 0;
    boolean whole = false;
    for (int n = 1; n <= MOST && !whole; n++) {
      DriverProcess traced =
          DriverProcess.traced(
              List.of(
                  "strace",
                  "-f",
                  "-qq",
                  "-I2", // it can be told to end
                  "-o",
                  "/dev/null",
                  "-e",
                  "trace=" + STEPS,
                  "-e",
                  "inject=" + STEPS + ":signal=SIGKILL:when=" + n),
              home);
      List<String> said = traced.run(acts.toArray(String[]::new)).lines();
      whole = said.contains("end");
      killed += whole ? 0 : 1;
      TestKeeper keeper = new TestKeeper(home);
      try {
        check.holds(keeper, said);
      } finally {
        keeper.stopWatching();
      }
    }
    assertThat(killed).as("steps at which np was killed").isPositive();
    assertThat(whole).as("in the end nothing is left to kill").isTrue();
  }

  private interface Check {
    void holds(TestKeeper keeper, List<String> said) throws Exception;
  }

  /** As another program sees it, by nothing of np but the place of the socket. */
  private static List<String> notes(TestKeeper keeper, WantedDatabase wanted) throws Exception {
    Path socket = Path.of(keeper.keeper().catalog().wake(wanted.id()).path());
    String port = socket.toString().replaceFirst(".*\\.", "");
    String label = wanted.label().value();
    List<String> psql = new ArrayList<>(List.of("psql", "-XAtq", "-v", "ON_ERROR_STOP=1"));
    psql.addAll(List.of("-h", String.valueOf(socket.getParent()), "-p", port));
    psql.addAll(List.of("-U", label, "-d", label, "-c", "SELECT text FROM notes ORDER BY n"));
    Process process = new ProcessBuilder(psql).redirectErrorStream(true).start();
    process.getOutputStream().close();
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).readAllLines();
    assertThat(process.waitFor()).as(lines.toString()).isZero();
    return lines;
  }

  private void assertNothingLeftOver(TestKeeper keeper) throws IOException {
    Path databases = keeper.layout().databases();
    await().atMost(LONG).until(() -> isEmpty(databases.resolve(".trash")));
    for (DatabaseStatus each : keeper.keeper().observe()) {
      try (Stream<Path> entries = Files.list(databases.resolve(each.id().toString()))) {
        assertThat(entries.map(path -> path.getFileName().toString()))
            .filteredOn(name -> name.startsWith("data-"))
            .hasSize(1);
      }
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  @Test
  void creating() throws Exception {
    WantedDatabase fresh = TestDatabases.empty("fresh");
    killAtEachStep(
        List.of("apply:fresh", "write:fresh:x"),
        (keeper, _) -> {
          keeper.keeper().apply(fresh);
          keeper.keeper().resume(fresh.id());
          assertThat(notes(keeper, SHOP)).containsExactly("one");
          assertNothingLeftOver(keeper);
          keeper.keeper().remove(fresh.id());
          keeper.keeper().suspend(SHOP.id());
        });
  }

  @Test
  void wakingWritingAndSuspending() throws Exception {
    List<String> known = new ArrayList<>(List.of("one"));
    killAtEachStep(
        List.of("write:shop:more", "suspend:shop"),
        (keeper, said) -> {
          boolean acknowledged = said.contains("write:shop:more done");
          List<String> found = notes(keeper, SHOP);
          // What was in doubt may be there or not.
          assertThat(found)
              .startsWith(known.toArray(String[]::new))
              .hasSizeBetween(known.size() + (acknowledged ? 1 : 0), known.size() + 1);
          known.clear();
          known.addAll(found);
          keeper.keeper().suspend(SHOP.id());
        });
  }

  @Test
  void branchingAndResetting() throws Exception {
    WantedDatabase branch = TestDatabases.branch("preview", SHOP);
    killAtEachStep(
        List.of("branch:preview:shop", "read:preview", "reset:preview:shop", "read:preview"),
        (keeper, _) -> {
          assertThat(notes(keeper, SHOP)).containsExactly("one");
          keeper.keeper().apply(branch);
          keeper.keeper().apply(TestDatabases.reset(branch));
          await()
              .atMost(LONG)
              .until(
                  () -> keeper.keeper().observe(List.of(branch.id())).getFirst().generation() == 2);
          assertThat(notes(keeper, branch)).containsExactly("one");
          assertNothingLeftOver(keeper);
          keeper.keeper().remove(branch.id());
        });
  }

  @Test
  void changingThePassword() throws Exception {
    killAtEachStep(
        List.of("resume:shop", "rotate:shop", "suspend:shop"),
        (keeper, _) -> {
          keeper.keeper().apply(TestDatabases.rotated(SHOP, "another"));
          keeper.keeper().resume(SHOP.id());
          assertThat(keeper.keeper().observe(List.of(SHOP.id())).getFirst().generation())
              .isEqualTo(2);
          assertThat(notes(keeper, SHOP)).containsExactly("one");
        });
  }

  @Test
  void removing() throws Exception {
    killAtEachStep(
        List.of("apply:fresh", "write:fresh:x", "remove:fresh"),
        (keeper, _) -> {
          keeper.keeper().remove(TestDatabases.id("fresh"));
          await()
              .atMost(LONG)
              .until(
                  () ->
                      keeper.keeper().observe().stream()
                          .allMatch(each -> each.id().equals(SHOP.id())));
          assertThat(keeper.layout().databases().resolve("acme/fresh")).doesNotExist();
          assertThat(notes(keeper, SHOP)).containsExactly("one");
          assertThat(keeper.keeper().observe().getFirst().state()).isEqualTo(DatabaseState.RUNNING);
          assertNothingLeftOver(keeper);
        });
  }
}
