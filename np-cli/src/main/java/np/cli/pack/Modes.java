package np.cli.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** The one bit of a file's mode that is kept. */
final class Modes {
  private Modes() {}

  /** Whether the owner may execute it. */
  static boolean executable(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
  }
}
