package np.local.postgres.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that an instance reads when it starts. */
record SettingsFile(Path path) {

  /** Replaces what it says, unless it says so already: a start waits for what is written. */
  void say(String content) throws IOException {
    if (Files.exists(path) && Files.readString(path).equals(content)) {
      return;
    }
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.writeString(fresh, content, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
  }
}
