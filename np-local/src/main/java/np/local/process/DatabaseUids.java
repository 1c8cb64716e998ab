package np.local.process;

import java.util.Optional;
import java.util.OptionalInt;
import np.local.storage.DataOwner;
import np.local.storage.HomeLayout;
import np.local.storage.StateFile;
import np.local.storage.UidRange;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * Gives every data directory a user id of its own where np is root, and never one twice. Which one
 * a directory has is written nowhere else but on its files ({@link DataOwner}). What is written
 * down is how far the numbers may have been given away, some ahead of time.
 */
public final class DatabaseUids {
  private static final int AHEAD = 64;

  private final UidRange range;
  private final Optional<StateFile> file;
  private int next;
  private int reserved;

  private DatabaseUids(UidRange range, Optional<StateFile> file) {
    this.range = range;
    this.file = file;
    this.next =
        file.flatMap(StateFile::read)
            .map(state -> Integer.parseInt(state.content().strip()))
            .orElse(range.firstOfDatabases());
    this.reserved = next;
  }

  /** Those of this platform, whose node directory exists, for the user that np runs as. */
  public static DatabaseUids of(HomeLayout layout) {
    return System.getProperty("user.name", "?").equals("root")
        ? asRoot(layout)
        : asOrdinaryUser(layout);
  }

  /** Those of a platform that runs as root. */
  static DatabaseUids asRoot(HomeLayout layout) {
    return new DatabaseUids(
        UidRange.of(layout), Optional.of(new StateFile(layout.node().resolve("database-uids"))));
  }

  /** An ordinary user has only itself. */
  static DatabaseUids asOrdinaryUser(HomeLayout layout) {
    return new DatabaseUids(UidRange.of(layout), Optional.empty());
  }

  /** Whether directories get users of their own. */
  public boolean areUsed() {
    return file.isPresent();
  }

  /**
   * A user id that nobody ever had, whose group has the same number; empty: np's own.
   *
   * @throws NpException.Unavailable NO_ROOM when all are given away
   */
  public synchronized OptionalInt next() {
    if (file.isEmpty()) {
      return OptionalInt.empty();
    }
    if (next > range.last()) {
      throw new NpException.Unavailable(
          ErrorCode.NO_ROOM,
          "all user ids up to " + range.last() + " are given away",
          "use another NP_HOME");
    }
    if (next == reserved) {
      reserve(file.get());
    }
    return OptionalInt.of(next++);
  }

  private void reserve(StateFile state) {
    long generation = state.read().map(StateFile.State::generation).orElse(0L);
    reserved = next + AHEAD;
    state.write(new StateFile.State(generation + 1, reserved + "\n"));
  }
}
