package np.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import np.model.DatabaseActivity;
import np.model.DatabaseId;
import np.model.DatabaseRoute;
import np.model.DatabaseSocket;
import np.model.ErrorCode;
import np.model.NpException;
import np.spi.DatabaseCatalog;
import np.spi.Subscription;

/**
 * A catalog in memory. What waking does is the test's to say: nothing real, or to start a {@link
 * TestInstance}.
 */
public final class FakeDatabaseCatalog implements DatabaseCatalog {
  private final Map<DatabaseId, DatabaseRoute> routes = new LinkedHashMap<>();
  private final List<Consumer<Change>> sinks = new ArrayList<>();
  private final List<DatabaseId> wakes = new ArrayList<>();
  private final List<DatabaseActivity> reports = new ArrayList<>();
  private final List<DatabaseId> refreshes = new ArrayList<>();
  private volatile Function<DatabaseId, DatabaseSocket> waking;

  /**
   * @param waking what {@link #wake} does; may block and throw as that may
   */
  public FakeDatabaseCatalog(Function<DatabaseId, DatabaseSocket> waking) {
    this.waking = waking;
  }

  /** Says what waking does from now on. */
  public void wakeBy(Function<DatabaseId, DatabaseSocket> other) {
    waking = other;
  }

  /** Makes a route known, or another one of the same database. */
  public synchronized void put(DatabaseRoute route) {
    routes.put(route.id(), route);
    sinks.forEach(sink -> sink.accept(new Change.Put(route)));
  }

  /** Makes a database go. */
  public synchronized void remove(DatabaseId id) {
    routes.remove(id);
    sinks.forEach(sink -> sink.accept(new Change.Gone(id)));
  }

  /** The route that was put last. */
  public synchronized DatabaseRoute route(DatabaseId id) {
    return Objects.requireNonNull(routes.get(id));
  }

  /** How often it was asked to wake a database. */
  public synchronized int wakes(DatabaseId id) {
    return (int) wakes.stream().filter(id::equals).count();
  }

  /** How often it was asked to wake any. */
  public synchronized int wakes() {
    return wakes.size();
  }

  /** What it was told last about a database. */
  public synchronized Optional<DatabaseActivity> lastReport(DatabaseId id) {
    return reports.stream().filter(report -> report.id().equals(id)).reduce((a, b) -> b);
  }

  /** How often it was asked to read the roles of a database anew. */
  public synchronized int refreshes(DatabaseId id) {
    return (int) refreshes.stream().filter(id::equals).count();
  }

  @Override
  public synchronized Subscription watch(Consumer<Change> sink) {
    routes.values().forEach(route -> sink.accept(new Change.Put(route)));
    sinks.add(sink);
    return () -> {
      synchronized (this) {
        sinks.remove(sink);
      }
    };
  }

  @Override
  public DatabaseSocket wake(DatabaseId id) {
    synchronized (this) {
      wakes.add(id);
      if (!routes.containsKey(id)) {
        throw new NpException.NotFound(
            ErrorCode.NO_DATABASE, "there is no database " + id, "see: np db list");
      }
    }
    return waking.apply(id);
  }

  @Override
  public synchronized void report(DatabaseActivity activity) {
    reports.add(activity);
  }

  @Override
  public synchronized void refreshLogins(DatabaseId id) {
    refreshes.add(id);
  }
}
