package np.local.postgres.instance;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Where one instance lies.
 *
 * @param directory of np's own, with its settings and its log
 * @param data its data directory, which belongs to it
 * @param sockets the directory in which it listens, which belongs to it
 * @param uid the user that it runs as; empty: np's own
 */
public record InstancePlace(Path directory, Path data, Path sockets, OptionalInt uid) {
  /** What PostgreSQL calls its socket on the port that it is given. */
  static final String SOCKET = ".s.PGSQL.5432";

  /** Where it answers. */
  public Path socket() {
    return sockets.resolve(SOCKET);
  }

  /** The file that its output is appended to. */
  public Path log() {
    return directory.resolve("log");
  }

  Path settings() {
    return directory.resolve("settings");
  }
}
