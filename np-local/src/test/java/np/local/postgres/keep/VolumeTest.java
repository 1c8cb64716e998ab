package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import np.model.ByteSize;
import np.model.DatabaseState;
import np.model.DatabaseStatus;
import np.model.NpException;
import np.model.StorageStatus;
import np.model.WantedDatabase;
import np.testkit.LoopVolume;
import np.testkit.Needs;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The volume that np makes, and disks that are full. */
final class VolumeTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");
  private static final WantedDatabase BLOG = TestDatabases.empty("blog");

  @TempDir Path directory;

  private static void fill(TestKeeper keeper, WantedDatabase wanted) throws SQLException {
    try (Connection connection = keeper.connect(wanted)) {
      TestKeeper.execute(connection, "CREATE TABLE kept AS SELECT 7 AS n");
    }
  }

  private static List<String> kept(TestKeeper keeper, WantedDatabase wanted) throws SQLException {
    try (Connection connection = keeper.connect(wanted)) {
      return TestKeeper.ask(connection, "SELECT n FROM kept");
    }
  }

  @Test
  void newDatabasesGoToTheVolumeAndOldOnesStay() throws Exception {
    Needs.root();
    Needs.program("mkfs.btrfs", "btrfs-progs");
    TestKeeper keeper = new TestKeeper(directory);
    try {
      keeper.keeper().apply(SHOP);
      fill(keeper, SHOP);
      StorageStatus made = keeper.keeper().prepareStorage(ByteSize.parse("2G"));
      assertThat(made.kind()).isEqualTo(StorageStatus.Kind.BTRFS);
      assertThat(keeper.keeper().prepareStorage(ByteSize.parse("2G")).kind())
          .isEqualTo(made.kind());
      keeper.keeper().apply(BLOG);
      fill(keeper, BLOG);
      WantedDatabase ofOld = TestDatabases.branch("one", SHOP);
      WantedDatabase ofNew = TestDatabases.branch("two", BLOG);
      keeper.keeper().apply(ofOld);
      keeper.keeper().apply(ofNew);

      for (WantedDatabase each : List.of(SHOP, BLOG, ofOld, ofNew)) {
        assertThat(kept(keeper, each)).containsExactly("7");
      }
      assertThat(keeper.layout().databases().resolve("acme/shop/data-0")).exists();
      for (String each : List.of("blog/data-0", "one/data-1", "two/data-1")) {
        assertThat(keeper.layout().volume().resolve("acme").resolve(each)).exists();
      }
      keeper.keeper().observe().forEach(each -> keeper.keeper().suspend(each.id()));
      withoutTheVolumeItsDatabasesSayWhy(keeper);
    } finally {
      keeper.close();
      keeper.unmount();
    }
  }

  private static void withoutTheVolumeItsDatabasesSayWhy(TestKeeper keeper) throws Exception {
    keeper.stopWatching();
    keeper.unmount();
    Path image = keeper.layout().home().resolve("volume.btrfs");
    Path hidden = keeper.layout().home().resolve("hidden");
    Files.move(image, hidden);
    keeper.reopen();

    assertThat(kept(keeper, SHOP)).containsExactly("7");
    assertThatThrownBy(() -> keeper.keeper().resume(BLOG.id()))
        .isInstanceOf(NpException.Unavailable.class)
        .hasMessageContaining("its data are not there");

    keeper.stopWatching();
    Files.move(hidden, image);
    keeper.reopen();
    assertThat(kept(keeper, BLOG)).containsExactly("7");
    keeper.keeper().remove(BLOG.id());
    assertThat(keeper.layout().volume().resolve("acme/blog")).doesNotExist();
  }

  @Test
  void aFullDiskIsSaidAndNothingIsLost() throws Exception {
    try (LoopVolume volume = LoopVolume.mount(LoopVolume.Kind.EXT4, directory, 420)) {
      TestKeeper keeper = new TestKeeper(volume.path());
      try {
        keeper.keeper().apply(SHOP);
        fill(keeper, SHOP);
        Path ballast = volume.path().resolve("ballast");
        fillUp(ballast);
        assertThatThrownBy(() -> keeper.keeper().apply(BLOG))
            .isInstanceOf(NpException.Unavailable.class)
            .hasMessageContaining("left");
        assertThat(keeper.keeper().observe()).hasSize(1);
        assertThat(kept(keeper, SHOP)).containsExactly("7");
        keeper.keeper().suspend(SHOP.id());
        itSaysWhyItDoesNotWake(keeper);
        Files.delete(ballast);

        await()
            .atMost(LONG)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(kept(keeper, SHOP)).containsExactly("7"));
        keeper.keeper().apply(BLOG);
        await()
            .atMost(LONG)
            .until(
                () ->
                    keeper.keeper().observe(List.of(BLOG.id())).getFirst().state()
                        == DatabaseState.RUNNING);
      } finally {
        keeper.close();
      }
    }
  }

  private static void itSaysWhyItDoesNotWake(TestKeeper keeper) {
    assertThatThrownBy(() -> keeper.keeper().resume(SHOP.id()))
        .isInstanceOf(NpException.Unavailable.class)
        .hasMessageContaining("No space left on device");
    DatabaseStatus status = keeper.keeper().observe(List.of(SHOP.id())).getFirst();
    assertThat(status.state()).isEqualTo(DatabaseState.FAILED);
    assertThat(status.why()).contains("No space left on device").doesNotContain("\n");
  }

  private static void leave(long megabytes, Path volume) throws IOException {
    long room = Files.getFileStore(volume).getUsableSpace() >> 20;
    byte[] megabyte = new byte[1 << 20];
    try (var out = Files.newOutputStream(volume.resolve("ballast"))) {
      for (long each = megabytes; each < room; each++) {
        out.write(megabyte);
      }
    }
  }

  private static void fillUp(Path file) throws IOException {
    byte[] megabyte = new byte[1 << 20];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(megabyte);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  @Test
  void aBranchThatFindsNoRoomSaysWhyAndIsMadeLater() throws Exception {
    try (LoopVolume volume = LoopVolume.mount(LoopVolume.Kind.EXT4, directory, 1000)) {
      TestKeeper keeper = new TestKeeper(volume.path());
      try {
        keeper.keeper().apply(SHOP);
        fill(keeper, SHOP);
        try (Connection connection = keeper.connect(SHOP)) {
          TestKeeper.execute(
              connection,
              "CREATE TABLE big AS SELECT i, repeat(md5(i::text), 20) AS t FROM"
                  + " generate_series(1, 300000) i");
        }
        leave(200, volume.path()); // enough to begin, and not for the 250 MB of the parent
        WantedDatabase branch = TestDatabases.branch("preview", SHOP);
        keeper.keeper().apply(branch);
        await()
            .atMost(LONG)
            .until(
                () ->
                    keeper.keeper().observe(List.of(branch.id())).getFirst().state()
                        == DatabaseState.FAILED);
        assertThat(keeper.keeper().observe(List.of(branch.id())).getFirst().why())
            .contains("No space left");
        try (Connection connection = keeper.connect(SHOP)) {
          TestKeeper.execute(connection, "DROP TABLE big");
        }

        await()
            .atMost(LONG)
            .ignoreExceptions()
            .untilAsserted(() -> keeper.keeper().resume(branch.id()));
        assertThat(kept(keeper, branch)).containsExactly("7");
      } finally {
        keeper.close();
      }
    }
  }
}
