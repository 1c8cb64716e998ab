package np.local.supervise;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import np.local.process.Running;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.NpException;
import org.jspecify.annotations.Nullable;

/** One one-off under way; whoever waits for it may come and go. */
final class OneOffRun {
  private static final Exit KILLED = new Exit.Signalled(9);

  private final Running running;
  private final Instant killAt;
  private final InstantSource clock;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Exit exit;

  /**
   * @param whenEnded is given the result before anybody who waits
   */
  OneOffRun(Running running, Instant killAt, InstantSource clock, Consumer<Exit> whenEnded) {
    this.running = running;
    this.killAt = killAt;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("one-off").unstarted(() -> run(whenEnded));
  }

  void start() {
    thread.start();
  }

  Exit await() throws InterruptedException {
    ended.await();
    Exit result = exit;
    if (result == null) {
      throw new NpException.Unavailable(
          ErrorCode.ENGINE_UNAVAILABLE, "np node is stopping", "run it again to join it");
    }
    return result;
  }

  /** Stops waiting for it; it runs on. */
  void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private void run(Consumer<Exit> whenEnded) {
    try {
      Exit result = awaitExit();
      exit = result;
      whenEnded.accept(result);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  private Exit awaitExit() throws InterruptedException {
    return Deadline.await(running, Duration.between(clock.instant(), killAt)).orElseGet(this::kill);
  }

  private Exit kill() {
    running.kill();
    return KILLED;
  }
}
