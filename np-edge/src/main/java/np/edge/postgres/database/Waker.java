package np.edge.postgres.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import np.edge.postgres.limit.GatewayLimits;
import np.edge.postgres.metric.GatewayMetrics;
import np.edge.postgres.metric.GatewayMetrics.Event;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.wire.PostgresError;
import np.model.DatabaseSocket;
import np.model.NpException;
import np.spi.DatabaseCatalog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wakes databases: once for all clients that wait for one, and never on an event loop. */
public final class Waker {
  private static final Logger LOG = LoggerFactory.getLogger(Waker.class);

  private final DatabaseCatalog catalog;
  private final GatewayLimits limits;
  private final GatewayMetrics metrics;
  private final Consumer<Database> moved;
  private final Map<Database, List<Waiter>> waiting = new HashMap<>();

  /** Waits for a database to wake. Exactly one of the methods is called, once, on any thread. */
  public interface Waiter {
    /** It takes connections here. */
    void woken(DatabaseSocket socket);

    /**
     * It does not wake.
     *
     * @param last where it may answer nevertheless; null when nowhere
     */
    void failed(PostgresError why, @Nullable DatabaseSocket last);
  }

  /**
   * A waker.
   *
   * @param moved is told which databases answer at another place than before
   */
  public Waker(
      DatabaseCatalog catalog,
      GatewayLimits limits,
      GatewayMetrics metrics,
      Consumer<Database> moved) {
    this.catalog = catalog;
    this.limits = limits;
    this.metrics = metrics;
    this.moved = moved;
  }

  /** Wakes a database, or waits for the waking that is under way. */
  public void wake(Database database, Waiter waiter) {
    switch (join(database, waiter)) {
      case FIRST -> Thread.ofVirtual().name("wake").start(() -> run(database));
      case ONE_MORE -> {}
      case TOO_MANY -> waiter.failed(Refusals.tooManyWaiting(), null);
    }
  }

  private enum Place {
    FIRST,
    ONE_MORE,
    TOO_MANY
  }

  private synchronized Place join(Database database, Waiter waiter) {
    List<Waiter> all = waiting.computeIfAbsent(database, _ -> new ArrayList<>());
    if (all.size() >= limits.waiting()) {
      return Place.TOO_MANY;
    }
    all.add(waiter);
    return all.size() == 1 ? Place.FIRST : Place.ONE_MORE;
  }

  private synchronized List<Waiter> takeAll(Database database) {
    List<Waiter> all = waiting.remove(database);
    return all == null ? List.of() : all;
  }

  private void run(Database database) {
    long start = System.nanoTime();
    Consumer<Waiter> outcome;
    try {
      DatabaseSocket socket = catalog.wake(database.route().id());
      metrics.woken(System.nanoTime() - start);
      if (!socket.equals(database.lastSocket())) {
        database.remember(socket);
        moved.accept(database);
      }
      outcome = waiter -> waiter.woken(socket);
    } catch (NpException e) {
      outcome = waiter -> failed(database, waiter, e);
    } catch (RuntimeException e) {
      LOG.error("event=wake_failed database={}", database.route().id(), e);
      PostgresError why = Refusals.notWoken("np cannot wake the database", "");
      outcome = waiter -> waiter.failed(why, null);
    }
    takeAll(database).forEach(outcome);
  }

  /** Whoever wakes may be away while the instance runs. */
  private void failed(Database database, Waiter waiter, NpException why) {
    metrics.count(Event.WAKE_FAILED);
    PostgresError error =
        why instanceof NpException.NotFound
            ? Refusals.gone()
            : Refusals.notWoken(why.getMessage(), why.hint());
    waiter.failed(error, why instanceof NpException.Unavailable ? database.lastSocket() : null);
  }
}
