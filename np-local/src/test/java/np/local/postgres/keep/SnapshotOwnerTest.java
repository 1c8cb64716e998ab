package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import np.local.postgres.instance.PlainInstances;
import np.local.process.ProcessTable;
import np.local.process.Tools;
import np.local.storage.DataOwner;
import np.model.WantedDatabase;
import np.testkit.LoopVolume;
import np.testkit.Needs;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches that are snapshots: each runs as a user of its own, and no file is touched for that. */
final class SnapshotOwnerTest {
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");
  private static final WantedDatabase ONE = TestDatabases.branch("one", SHOP);
  private static final WantedDatabase TWO = TestDatabases.branch("two", ONE);

  @TempDir Path directory;

  @Test
  void theFilesStayTheParents() throws Exception {
    Needs.program("bwrap", "bubblewrap");
    try (LoopVolume volume = LoopVolume.mount(LoopVolume.Kind.BTRFS, directory, 1500)) {
      try (TestKeeper keeper = new TestKeeper(volume.path())) {
        make(keeper);
        int files = owner(keeper, SHOP).files();
        for (WantedDatabase each : List.of(ONE, TWO)) {
          assertThat(owner(keeper, each).files()).isEqualTo(files);
          assertThat(foreign(data(keeper, each), files)).isEmpty();
          assertThat(Files.getPosixFilePermissions(data(keeper, each).getParent()))
              .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
        assertThat(List.of(files, owner(keeper, ONE).user(), owner(keeper, TWO).user()))
            .doesNotHaveDuplicates();
        everyoneRunsAsItself(keeper);
        theySleepAndWake(keeper);
      }
    }
  }

  /** For example because somebody has removed bubblewrap. */
  @Test
  void theyGetTheirFilesWhereTheyCannotBeShownThem() throws Exception {
    Needs.program("bwrap", "bubblewrap");
    try (LoopVolume volume = LoopVolume.mount(LoopVolume.Kind.BTRFS, directory, 1500)) {
      try (TestKeeper keeper = new TestKeeper(volume.path())) {
        make(keeper);
        int user = owner(keeper, ONE).user();
        List.of(ONE, TWO, SHOP).forEach(each -> keeper.keeper().suspend(each.id()));

        keeper.reopen(new PlainInstances(Tools.SYSTEM, ProcessTable.running()));

        assertThat(kept(keeper, ONE)).containsExactly("1", "2");
        assertThat(owner(keeper, ONE)).isEqualTo(new DataOwner(user, user));
        assertThat(foreign(data(keeper, ONE), user)).isEmpty();
      }
    }
  }

  private static void make(TestKeeper keeper) throws Exception {
    keeper.keeper().apply(SHOP);
    write(keeper, SHOP, "CREATE TABLE kept AS SELECT 1 AS n");
    keeper.keeper().apply(ONE);
    write(keeper, ONE, "INSERT INTO kept VALUES (2)");
    keeper.keeper().apply(TWO);
    write(keeper, TWO, "INSERT INTO kept VALUES (3)");
  }

  private static void everyoneRunsAsItself(TestKeeper keeper) throws IOException {
    for (WantedDatabase each : List.of(SHOP, ONE, TWO)) {
      long pid = keeper.keeper().observe(List.of(each.id())).getFirst().pid().orElseThrow();
      assertThat(Files.getAttribute(Path.of("/proc", Long.toString(pid)), "unix:uid"))
          .isEqualTo(owner(keeper, each).user());
    }
  }

  private static void theySleepAndWake(TestKeeper keeper) throws Exception {
    List.of(SHOP, ONE, TWO).forEach(each -> keeper.keeper().suspend(each.id()));
    keeper.reopen();
    assertThat(kept(keeper, SHOP)).containsExactly("1");
    assertThat(kept(keeper, ONE)).containsExactly("1", "2");
    assertThat(kept(keeper, TWO)).containsExactly("1", "2", "3");
  }

  private static void write(TestKeeper keeper, WantedDatabase wanted, String what)
      throws Exception {
    try (Connection connection = keeper.connect(wanted)) {
      TestKeeper.execute(connection, what);
    }
  }

  private static List<String> kept(TestKeeper keeper, WantedDatabase wanted) throws Exception {
    try (Connection connection = keeper.connect(wanted)) {
      return TestKeeper.ask(connection, "SELECT n FROM kept ORDER BY n");
    }
  }

  /** The files that do not belong to this user. */
  private static List<Path> foreign(Path data, int uid) throws IOException {
    try (var all = Files.walk(data)) {
      return all.filter(each -> uid(each) != uid).toList();
    }
  }

  private static int uid(Path path) {
    try {
      return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataOwner owner(TestKeeper keeper, WantedDatabase wanted) throws IOException {
    return DataOwner.of(data(keeper, wanted));
  }

  private static Path data(TestKeeper keeper, WantedDatabase wanted) {
    Path directory =
        keeper.layout().databases().resolve("acme").resolve(wanted.id().name().value());
    return directory.resolve(wanted.equals(SHOP) ? "data-0" : "data-1");
  }
}
