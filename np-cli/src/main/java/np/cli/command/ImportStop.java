package np.cli.command;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import np.cli.output.Output;
import np.model.ErrorCode;
import np.model.NpException;
import np.spi.Subscription;
import org.postgresql.jdbc.PgConnection;

/**
 * Lets an import be interrupted at any moment, and tells what is in the database then. Whoever runs
 * it asks before each step, so that nothing more happens once it was said what is there.
 */
final class ImportStop implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Output output;
  private final List<PgConnection> connections;
  private final LongFunction<String> kept;
  private final Subscription subscription;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch process = new CountDownLatch(1);
  private Stage stage = Stage.COPYING;
  private boolean asked;
  private long line;

  private enum Stage {
    COPYING,
    COMMITTING,
    DONE
  }

  /**
   * From now on until it is closed.
   *
   * @param connections whose statements end
   * @param kept what is there after an interruption, by the line that was next
   */
  ImportStop(Session session, List<PgConnection> connections, LongFunction<String> kept) {
    this.output = session.output();
    this.connections = List.copyOf(connections);
    this.kept = kept;
    this.subscription = session.context().desk().interrupts().on(this::interrupted);
  }

  /** Before a statement, by the line that it stands in. */
  synchronized void step(long next) {
    line = next;
    check();
  }

  /** Before anything: it must not happen after an interruption. */
  synchronized void check() {
    if (asked) {
      throw new NpException.Unavailable(ErrorCode.IMPORT_FAILED, "it was interrupted", "");
    }
  }

  /** Before the one transaction is committed. */
  synchronized void committing() {
    check();
    stage = Stage.COMMITTING;
  }

  /** It ended well. */
  synchronized <T> T done(T result) {
    stage = Stage.DONE;
    return result;
  }

  private void interrupted() {
    synchronized (this) {
      asked = true;
    }
    connections.forEach(ImportStop::cancel);
    // Whoever waits for standard input hears nothing of this; the connection ends with the process.
    await(ended);
    output.alarm("");
    output.alarm("Interrupted: " + told());
  }

  private synchronized String told() {
    return switch (stage) {
      case COPYING -> kept.apply(line);
      case COMMITTING -> "it was about to be committed; look whether it is there";
      case DONE -> "but all was imported before";
    };
  }

  /** Leaves the last word to the one who was interrupted. */
  @Override
  public void close() {
    subscription.close();
    ended.countDown();
    if (isAsked()) {
      await(process);
    }
  }

  private synchronized boolean isAsked() {
    return asked;
  }

  private static void await(CountDownLatch latch) {
    try {
      boolean _ = latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void cancel(PgConnection connection) {
    try {
      connection.cancelQuery();
    } catch (SQLException e) {
      // The process ends anyway, and with it the connection.
    }
  }
}
