package np.local.postgres.keep;

import java.io.IOException;
import java.util.Optional;
import np.local.postgres.instance.Names;
import org.jspecify.annotations.Nullable;

/** What this np has done to make the data of a database; none of it outlives this JVM. */
final class Making {
  private static final int NONE = -1;

  private Optional<Made> made = Optional.empty();
  private @Nullable Sync sync;
  private int tried = NONE;
  private int failed = NONE;

  /**
   * New data, in which nothing has been done yet.
   *
   * @param epoch of the wish that they were made for
   * @param names that database and owner have in them
   */
  record Made(int epoch, Names names) {}

  /** Somebody begins to bring a database to the wish of this epoch. */
  synchronized void begin(int epoch) {
    tried = epoch;
    failed = NONE;
  }

  /** What was begun last came to nothing. */
  synchronized void failed() {
    failed = tried;
  }

  /** Whether that was so with this wish. */
  synchronized boolean hasFailed(int epoch) {
    return failed == epoch;
  }

  synchronized void made(Made data) {
    made = Optional.of(data);
  }

  /** What database and owner are called in the data of this epoch, if they were made. */
  synchronized Optional<Names> made(int epoch) {
    return made.filter(each -> each.epoch == epoch).map(Made::names);
  }

  /** The data have got their place, and are being brought to the disk there. */
  synchronized void brings(Sync begun) {
    sync = begun;
  }

  /** Returns when the data are on disk: before that nobody may rely on what is written to them. */
  void awaitOnDisk() throws IOException, InterruptedException {
    Sync begun = sync();
    if (begun != null) {
      begun.await();
    }
  }

  private synchronized @Nullable Sync sync() {
    return sync;
  }
}
