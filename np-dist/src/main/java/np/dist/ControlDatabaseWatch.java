package np.dist;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import np.local.postgres.PostgresInstance;
import np.model.NpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server's own PostgreSQL again when it has ended: it is a child of nobody, so no
 * systemd does. A thread sleeps until the kernel says that its process has ended.
 */
final class ControlDatabaseWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlDatabaseWatch.class);
  private static final Duration BREATH = Duration.ofSeconds(1);

  private final Thread thread;

  private ControlDatabaseWatch(Thread thread) {
    this.thread = thread;
  }

  /** Of one that runs. */
  static ControlDatabaseWatch of(PostgresInstance instance) {
    return new ControlDatabaseWatch(
        Thread.ofVirtual().name("watch-postgres").start(() -> watch(instance)));
  }

  private static void watch(PostgresInstance instance) {
    try {
      while (true) {
        awaitEnd(instance.pid());
        Thread.sleep(BREATH);
        startAgain(instance);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitEnd(OptionalInt pid) throws InterruptedException {
    Optional<ProcessHandle> process =
        pid.isPresent() ? ProcessHandle.of(pid.getAsInt()) : Optional.empty();
    if (process.isPresent()) {
      try {
        process.get().onExit().get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void startAgain(PostgresInstance instance) {
    try {
      instance.start();
      LOG.info("runs program=postgres");
    } catch (NpException e) {
      LOG.warn("cannot start program=postgres why={}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
