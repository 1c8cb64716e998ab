package np.local.postgres.keep;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Brings something to the disk while something else is done: in a thread of the operating system,
 * as one that waits in the kernel would hold up the virtual ones.
 */
final class Sync {
  private final FutureTask<Void> work;

  private Sync(FutureTask<Void> work) {
    this.work = work;
  }

  /** Returns when it is on disk. */
  @FunctionalInterface
  interface Work {
    void sync() throws IOException;
  }

  static Sync begin(Work work) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              work.sync();
              return null;
            });
    Thread.ofPlatform().daemon().name("database-sync").start(task);
    return new Sync(task);
  }

  /** Returns when it is on disk. */
  void await() throws IOException, InterruptedException {
    try {
      work.get();
    } catch (ExecutionException e) {
      throw new IOException("its data cannot be brought to the disk: " + e.getCause(), e);
    }
  }
}
