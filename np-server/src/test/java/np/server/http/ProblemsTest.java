package np.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  @Test
  void aFullDiskIsForeseen() {
    Problems.Failed failed = Problems.of(new UncheckedIOException(writeToFullDevice()), "r1");
    assertThat(failed.problem().code()).isEqualTo("NP0610");
    assertThat(failed.problem().hint()).contains("np doctor");
  }

  @Test
  void anotherFailureOfAFileIsNot() {
    IOException other = new FileSystemException("/x", null, "Permission denied");
    assertThat(Problems.of(other, "r1").problem().code()).isEqualTo("NP0600");
  }

  /** What the kernel really says, full(4). */
  private static IOException writeToFullDevice() {
    try {
      Files.writeString(Path.of("/dev/full"), "x");
    } catch (IOException e) {
      return e;
    }
    throw new AssertionError("/dev/full took it");
  }
}
