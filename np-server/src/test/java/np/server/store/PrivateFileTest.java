package np.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
  @TempDir Path directory;

  @Test
  void onlyTheOwnerMayReadTheFileAndItsNewDirectory() throws Exception {
    PrivateFile file = new PrivateFile(directory.resolve("server/key"));

    file.write("text");

    assertThat(mode(file.path())).isEqualTo("rw-------");
    assertThat(mode(directory.resolve("server"))).isEqualTo("rwx------");
    assertThat(file.read()).hasValue("text");
  }

  @Test
  void writingReplacesALinkAndNotWhatItPointsTo() throws Exception {
    Path other = Files.writeString(directory.resolve("other"), "untouched");
    Path link = Files.createSymbolicLink(directory.resolve("token"), other);

    new PrivateFile(link).write("new");

    assertThat(other).hasContent("untouched");
    assertThat(link).hasContent("new").isRegularFile();
    assertThat(Files.isSymbolicLink(link)).isFalse();
  }

  @Test
  void aFailureLeavesNothingBehind() throws Exception {
    Path occupied = Files.createDirectories(directory.resolve("key/inside"));

    assertThatThrownBy(() -> new PrivateFile(occupied.resolveSibling("")).write("x"))
        .isInstanceOf(IOException.class);
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(directory.resolve("key"));
    }
  }

  @Test
  void aMissingFileIsEmpty() throws Exception {
    assertThat(new PrivateFile(directory.resolve("none")).read()).isEmpty();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
