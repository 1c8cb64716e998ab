package np.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * Makes the directories of a home with the rights that they need. Users of apps may pass through
 * the home to their own files and see nothing else.
 */
final class HomeDirectories {
  private HomeDirectories() {}

  static void make(Home home) {
    make(home.root(), "rwx--x--x");
    make(home.server(), "rwx--x--x");
    make(home.node(), "rwx--x--x");
    make(home.edge(), "rwx------");
    make(home.log(Program.SERVER).resolveSibling("."), "rwx------");
    make(home.lock(Program.SERVER).resolveSibling("."), "rwx------");
  }

  private static void make(Path directory, String rights) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(rights));
      }
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED,
          directory + " cannot be made: " + e.getMessage(),
          "set NP_HOME to a directory that you may write to",
          e);
    }
  }
}
