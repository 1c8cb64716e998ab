package np.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom peers run as when np is measured by root: PostgreSQL and pgbouncer both refuse to be root.
 */
final class PeerUser {
  /** Of nobody: initdb wants a user whom the machine knows. */
  private static final int UID = 65_534;

  private PeerUser() {}

  /** The words that run this command as that user. */
  static String[] command(String... command) {
    if (!isRoot()) {
      return command;
    }
    List<String> words = new ArrayList<>();
    words.add(Program.find("setpriv").orElseThrow().toString());
    words.addAll(List.of("--reuid=" + UID, "--regid=" + UID, "--clear-groups", "--"));
    words.addAll(List.of(command));
    return words.toArray(String[]::new);
  }

  /** Gives it the directory, which it may also reach. */
  static void own(Path directory) throws Exception {
    Files.setPosixFilePermissions(
        directory.resolveSibling("."), PosixFilePermissions.fromString("rwx--x--x"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    if (isRoot()) {
      Program.run(
          Program.find("chown").orElseThrow().toString(), "-R", UID + ":" + UID, "" + directory);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
