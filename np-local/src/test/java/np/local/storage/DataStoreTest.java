package np.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import np.model.StorageStatus;
import np.testkit.LoopVolume;
import np.testkit.Needs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way to keep data, on the file system that it is for. */
final class DataStoreTest {
  private static final TreeCopy.Patience ENDLESS = TreeCopy.Patience.ENDLESS;

  @TempDir Path directory;
  private @Nullable LoopVolume volume;

  @AfterEach
  void unmount() throws IOException {
    if (volume != null) {
      volume.close();
    }
  }

  private DataRoot root(LoopVolume.Kind kind) throws Exception {
    LoopVolume mounted = LoopVolume.mount(kind, directory, 400);
    volume = mounted;
    return DataRoot.probe(mounted.path());
  }

  private static StorageStatus.Kind expected(LoopVolume.Kind kind) {
    return switch (kind) {
      case EXT4 -> StorageStatus.Kind.COPY;
      case XFS -> StorageStatus.Kind.REFLINK;
      case BTRFS -> StorageStatus.Kind.BTRFS;
    };
  }

  private static Path fill(DataRoot root, String name) throws IOException {
    Path source = root.path().resolve(name);
    root.store().create(source);
    Files.createDirectories(source.resolve("base/1"));
    Files.writeString(source.resolve("base/1/a"), "a".repeat(300_000));
    Files.writeString(source.resolve("b"), "b");
    Files.createSymbolicLink(source.resolve("link"), Path.of("/etc/passwd"));
    return source;
  }

  @ParameterizedTest
  @EnumSource
  void aCopyIsWholeAndIndependent(LoopVolume.Kind kind) throws Exception {
    DataRoot root = root(kind);
    assertThat(root.store().kind()).isEqualTo(expected(kind));
    assertThat(root.status().free().bytes()).isPositive();
    Path source = fill(root, "source");
    Path target = root.path().resolve("target");

    root.store().copy(new TreeCopy(source, path -> path.endsWith("b"), ENDLESS), target);
    Files.writeString(source.resolve("base/1/a"), "changed");

    assertThat(target.resolve("base/1/a")).hasContent("a".repeat(300_000));
    assertThat(target.resolve("b")).doesNotExist();
    assertThat(target.resolve("link")).doesNotExist();
    root.store().sync(target);
    root.store().delete(target);
    root.store().delete(target);
    assertThat(target).doesNotExist();
    assertThat(source.resolve("b")).exists();
  }

  @ParameterizedTest
  @EnumSource
  void aCopyFromElsewhereIsMadeToo(LoopVolume.Kind kind) throws Exception {
    DataRoot root = root(kind);
    Path source = fill(new DataRoot(directory, new CopyStore()), "elsewhere");
    Path target = root.path().resolve("target");

    assertThat(root.store().snapshot(source, target)).isFalse();
    root.store().copy(new TreeCopy(source, _ -> false, ENDLESS), target);

    assertThat(target.resolve("base/1/a")).hasContent("a".repeat(300_000));
  }

  @Test
  void btrfsTakesSnapshotsOfWhatItHasMade() throws Exception {
    DataRoot root = root(LoopVolume.Kind.BTRFS);
    Path source = fill(root, "source");
    Path target = root.path().resolve("target");

    assertThat(root.store().snapshot(source, target)).isTrue();
    Files.writeString(source.resolve("b"), "changed");

    assertThat(target.resolve("b")).hasContent("b");
    assertThat(target.resolve("link")).isSymbolicLink();
    Path plain = Files.createDirectory(root.path().resolve("plain"));
    assertThat(root.store().snapshot(plain, root.path().resolve("other"))).isFalse();
    Path moved = Files.createDirectory(root.path().resolve("below")).resolve("moved");
    Files.move(target, moved);
    root.store().delete(moved);
    assertThat(moved).doesNotExist();
  }

  @Test
  void reflinksTakeNoRoom() throws Exception {
    DataRoot root = root(LoopVolume.Kind.XFS);
    Path source = root.path().resolve("source");
    root.store().create(source);
    Files.write(source.resolve("big"), new byte[50 << 20]);
    root.store().sync(source);
    long before = root.status().free().bytes();

    root.store().copy(new TreeCopy(source, _ -> false, ENDLESS), root.path().resolve("target"));
    root.store().sync(source);

    assertThat(before - root.status().free().bytes()).isLessThan(5 << 20);
  }

  @Test
  void aCopyEndsWhenItIsNotWantedAnyMore() throws Exception {
    Path source = fill(new DataRoot(directory, new CopyStore()), "source");
    TreeCopy copy =
        new TreeCopy(
            source,
            _ -> false,
            () -> {
              throw new IOException("not wanted");
            });

    assertThatThrownBy(() -> new CopyStore().copy(copy, directory.resolve("target")))
        .hasMessage("not wanted");
  }

  @Test
  void whatVanishesWhileItIsCopiedIsLeftOut() throws Exception {
    Path source = fill(new DataRoot(directory, new CopyStore()), "source");
    TreeCopy copy =
        new TreeCopy(
            source,
            path -> {
              deleteAll(source.resolve("base"));
              return false;
            },
            ENDLESS);
    Path target = directory.resolve("target");

    new CopyStore().copy(copy, target);

    assertThat(target.resolve("b")).hasContent("b");
    assertThat(target.resolve("base/1/a")).doesNotExist();
  }

  private static void deleteAll(Path directory) {
    try {
      new FileTree(directory).delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anythingElseOfRootIsLeftAlone() throws Exception {
    Needs.root();
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), secret);

    new FileTree(tree).giveTo(65_534);
    new FileTree(tree).delete();

    assertThat(Files.getAttribute(secret, "unix:uid")).isEqualTo(0);
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(secret);
    }
  }
}
