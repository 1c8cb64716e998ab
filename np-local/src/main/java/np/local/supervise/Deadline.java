package np.local.supervise;

import java.time.Duration;
import java.util.Optional;
import np.local.process.Running;
import np.model.Exit;

/** Waits for the end of a process, but not for ever. */
final class Deadline {
  private Deadline() {}

  /** How it ended; empty when it has not within {@code most}. */
  static Optional<Exit> await(Running running, Duration most) throws InterruptedException {
    Thread waiter = Thread.ofVirtual().name("exit").start(() -> awaitQuietly(running));
    try {
      if (waiter.join(most.isPositive() ? most : Duration.ofNanos(1))) {
        return running.exit();
      }
      return Optional.empty();
    } finally {
      waiter.interrupt();
    }
  }

  private static void awaitQuietly(Running running) {
    try {
      running.awaitExit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
