package np.local.postgres.instance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import np.local.storage.DataOwner;
import np.local.storage.FileTree;

/**
 * Where one instance lies.
 *
 * @param directory of np's own, with its settings and its log
 * @param data its data directory, which belongs to it
 * @param sockets the directory in which it listens, which belongs to it
 * @param owner of its data; empty: np itself
 */
public record InstancePlace(Path directory, Path data, Path sockets, Optional<DataOwner> owner) {
  /** What PostgreSQL calls its socket on the port that it is given. */
  static final String SOCKET = ".s.PGSQL.5432";

  /** The user that it runs as; empty: np's own. */
  public OptionalInt uid() {
    return owner.map(each -> OptionalInt.of(each.user())).orElseGet(OptionalInt::empty);
  }

  /** Whose its data are if these are another one's files, which it has to be shown as its own. */
  Optional<DataOwner> foreign() {
    return owner.filter(DataOwner::isForeign);
  }

  /** Gives it the files themselves, unless they are its own. */
  void takeOver() throws IOException {
    if (foreign().isPresent()) {
      owner.orElseThrow().takeOver(data);
    }
  }

  /** A user that sees the whole machine gets to its data by their path. */
  void makePassable() throws IOException {
    if (owner.isPresent()) {
      new FileTree(data.resolveSibling(".").normalize()).create("rwx--x--x");
    }
  }

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
