package np.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The first process of a running PostgreSQL, as its file postmaster.pid tells (PostgreSQL,
 * src/include/utils/pidfile.h).
 *
 * @param pid its process id
 * @param status line 8: {@code starting}, {@code ready}, {@code stopping}
 */
record Postmaster(long pid, String status) {
  private static final int STATUS = 7;

  /** With " (deleted)" behind it after an upgrade of the binaries. */
  private static final String PROGRAM = "postgres";

  /** The one that runs on this data directory; empty when none does. */
  static Optional<Postmaster> find(Path data) {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      long pid = Long.parseLong(lines.getFirst().strip());
      Path program = Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "exe"));
      Path directory = Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "cwd"));
      if (!program.getFileName().toString().startsWith(PROGRAM)
          || !directory.equals(data.toRealPath())) {
        return Optional.empty();
      }
      String status = lines.size() > STATUS ? lines.get(STATUS).strip() : "starting";
      return Optional.of(new Postmaster(pid, status));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  boolean isReady() {
    return status.equals("ready");
  }
}
