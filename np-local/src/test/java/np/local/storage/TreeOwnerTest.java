package np.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import np.testkit.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreeOwnerTest {
  private static final int UID = 267_000_123;

  @TempDir Path directory;

  @BeforeEach
  void root() throws Exception {
    Needs.root();
  }

  @Test
  void everythingInATreeIsGiven() throws IOException {
    Path tree = directory.resolve("tree");
    Files.createDirectories(tree.resolve("base/1"));
    Files.createDirectories(tree.resolve("empty"));
    Files.writeString(tree.resolve("base/1/1259"), "1");
    Files.writeString(tree.resolve(".hidden"), "2");
    Files.writeString(tree.resolve("..double"), "3");

    TreeOwner.give(tree, UID);

    try (var all = Files.walk(tree)) {
      assertThat(all.toList())
          .hasSize(7)
          .allSatisfy(path -> assertThat(owner(path)).isEqualTo(UID));
    }
    assertThat(owner(directory)).isZero();
  }

  @Test
  void namesNeedNotBeText() throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    String make =
        "cd \"$0\" && d=$(printf 'd\\377') && mkdir \"$d\" && : > \"$d/$(printf 'f\\376')\"";
    Process shell = new ProcessBuilder("sh", "-c", make, tree.toString()).inheritIO().start();
    assertThat(shell.waitFor()).isZero();

    TreeOwner.give(tree, UID);

    try (var all = Files.walk(tree)) {
      assertThat(all.toList())
          .hasSize(3)
          .allSatisfy(path -> assertThat(owner(path)).isEqualTo(UID));
    }
  }

  @Test
  void aFileAloneIsGiven() throws IOException {
    Path file = Files.writeString(directory.resolve("log"), "");

    TreeOwner.give(file, UID);

    assertThat(owner(file)).isEqualTo(UID);
  }

  @Test
  void linksAreGivenAndNotFollowed() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("file"), "");
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("to-directory"), outside);
    Files.createSymbolicLink(tree.resolve("to-file"), outside.resolve("file"));
    Path root = Files.createSymbolicLink(directory.resolve("root"), outside);

    TreeOwner.give(tree, UID);
    TreeOwner.give(root, UID);

    assertThat(owner(tree.resolve("to-directory"))).isEqualTo(UID);
    assertThat(owner(tree.resolve("to-file"))).isEqualTo(UID);
    assertThat(owner(root)).isEqualTo(UID);
    assertThat(owner(outside)).isZero();
    assertThat(owner(outside.resolve("file"))).isZero();
  }

  @Test
  void whatIsNotThereIsNamed() {
    Path missing = directory.resolve("missing");

    assertThatThrownBy(() -> TreeOwner.give(missing, UID))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(missing.toString());
  }

  private static int owner(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
