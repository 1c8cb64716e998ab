package np.server.databases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import np.model.DatabaseId;
import np.model.DatabaseState;
import np.model.DatabaseStatus;
import np.model.NpException;
import np.server.status.Signals;
import np.spi.DatabaseEngine;
import np.spi.Metric;
import np.spi.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every database is doing, as the engine has told it last: for metrics and for the status of
 * apps, which must answer at once. Wakes {@link Signals} with the tenant's name on each change.
 */
final class DatabaseBoard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseBoard.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final DatabaseEngine engine;
  private final Signals signals;
  private final Map<DatabaseId, DatabaseStatus> statuses = new ConcurrentHashMap<>();
  private volatile @Nullable Subscription subscription;
  private volatile @Nullable Thread starter;
  private volatile boolean closed;

  DatabaseBoard(DatabaseEngine engine, Signals signals) {
    this.engine = engine;
    this.signals = signals;
  }

  /** Begins to watch; keeps trying while the engine is away. Returns at once. */
  void start() {
    starter = Thread.ofVirtual().name("database-board").start(this::subscribe);
  }

  private void subscribe() {
    while (!closed && subscription == null) {
      try {
        Subscription open = engine.watch(this::put);
        engine.observe().forEach(status -> statuses.putIfAbsent(status.id(), status));
        subscription = open;
      } catch (NpException.Unavailable e) {
        LOG.debug("databases not watched yet: {}", e.getMessage());
        LockSupport.parkNanos(RETRY.toNanos());
      } catch (RuntimeException e) {
        LOG.error("databases not watched yet", e);
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  private void put(DatabaseStatus status) {
    statuses.put(status.id(), status);
    signals.wake(status.id().tenant());
  }

  /** What the engine has told last; empty when it has told nothing yet. */
  Optional<DatabaseStatus> of(DatabaseId id) {
    return Optional.ofNullable(statuses.get(id));
  }

  /** Forgets one that is gone. */
  void forget(DatabaseId id) {
    statuses.remove(id);
  }

  /** How many there are in each state. */
  List<Metric> metrics() {
    Map<DatabaseState, Integer> counts = new EnumMap<>(DatabaseState.class);
    for (DatabaseState state : DatabaseState.values()) {
      counts.put(state, 0);
    }
    statuses.values().forEach(status -> counts.merge(status.state(), 1, Integer::sum));
    List<Metric.Sample> samples = new ArrayList<>();
    counts.forEach((state, count) -> samples.add(sample(state, count)));
    return List.of(new Metric("np_databases", "Databases by state.", Metric.Type.GAUGE, samples));
  }

  private static Metric.Sample sample(DatabaseState state, int count) {
    return new Metric.Sample(
        List.of("state"), List.of(state.name().toLowerCase(Locale.ROOT)), count);
  }

  @Override
  public void close() {
    closed = true;
    Thread waiting = starter;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
    Subscription open = subscription;
    if (open != null) {
      open.close();
    }
  }
}
