package np.edge.files;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import np.edge.http.Exchange;

/**
 * The few threads that open, read and compress files, so that no event loop waits for a disk; gone
 * when idle.
 */
final class Disk implements AutoCloseable {
  private static final long KEEP_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  Disk(SiteLimits limits) {
    AtomicInteger count = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            limits.threads(),
            limits.threads(),
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.waiting()),
            task ->
                Thread.ofPlatform()
                    .daemon()
                    .name("np-files-" + count.incrementAndGet())
                    .unstarted(task));
    threads.allowCoreThreadTimeOut(true);
  }

  /** Runs a task that may block; false when too many wait already, or after the end. */
  boolean run(Runnable task) {
    try {
      threads.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /**
   * Goes on with an exchange on its event loop; {@code gone} runs instead, on any thread, when the
   * client has left or the loop has ended.
   */
  static void comeBack(Exchange exchange, Runnable task, Runnable gone) {
    try {
      exchange
          .loop()
          .execute(
              () -> {
                if (exchange.isEnded()) {
                  gone.run();
                } else {
                  task.run();
                }
              });
    } catch (RejectedExecutionException e) {
      gone.run();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
