package np.local.logs;

import java.util.concurrent.CountDownLatch;
import np.spi.LogSubscription;

/** Delivers lines on a thread of its own until there are no more, or until it is closed. */
final class LogPump implements LogSubscription {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;

  /** What is delivered; ends early when interrupted. */
  @FunctionalInterface
  interface Delivery {
    void run() throws InterruptedException;
  }

  LogPump(Delivery delivery) {
    thread = Thread.ofVirtual().name("np-logs").unstarted(() -> run(delivery));
  }

  LogPump start() {
    thread.start();
    return this;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  private void run(Delivery delivery) {
    try {
      delivery.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }
}
