package np.server.status;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import np.model.AppId;
import np.model.NpException;
import np.model.ProcessName;
import np.model.WorkloadStatus;
import np.spi.Engine;
import np.spi.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest status of every workload, as the engine has told it; wakes {@link Signals} with the
 * {@link AppId} on each change, and with the tenant's name.
 */
public final class EngineBoard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineBoard.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Engine engine;
  private final Signals signals;
  private final Map<AppId, Map<ProcessName, WorkloadStatus>> statuses = new ConcurrentHashMap<>();
  private volatile @Nullable Subscription subscription;
  private volatile @Nullable Thread starter;
  private volatile boolean closed;

  public EngineBoard(Engine engine, Signals signals) {
    this.engine = engine;
    this.signals = signals;
  }

  /** Begins to watch; keeps trying while the engine is away. Returns at once. */
  public void start() {
    starter = Thread.ofVirtual().name("engine-board").start(this::subscribe);
  }

  private void subscribe() {
    while (!closed && subscription == null) {
      try {
        subscription = engine.watch(this::put);
      } catch (NpException.Unavailable e) {
        LOG.debug("engine not watched yet: {}", e.getMessage());
        LockSupport.parkNanos(RETRY.toNanos());
      } catch (RuntimeException e) {
        LOG.error("engine not watched yet", e);
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  private void put(WorkloadStatus status) {
    AppId app = status.id().app();
    statuses
        .computeIfAbsent(app, id -> new ConcurrentHashMap<>())
        .put(status.id().process(), status);
    signals.wake(app);
    signals.wake(app.tenant());
  }

  /** Whether the engine has been reached since the start. */
  public boolean connected() {
    return subscription != null;
  }

  /** The workloads of an app. */
  public List<WorkloadStatus> of(AppId app) {
    Collection<WorkloadStatus> known = statuses.getOrDefault(app, Map.of()).values();
    return List.copyOf(known);
  }

  /** One workload. */
  public Optional<WorkloadStatus> of(AppId app, ProcessName process) {
    return Optional.ofNullable(statuses.getOrDefault(app, Map.of()).get(process));
  }

  /** Forgets an app that is gone. */
  public void forget(AppId app) {
    statuses.remove(app);
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
