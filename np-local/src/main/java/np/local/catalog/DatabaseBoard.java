package np.local.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import np.model.DatabaseActivity;
import np.model.DatabaseId;
import np.model.DatabaseRoute;
import np.spi.DatabaseCatalog.Change;
import np.spi.Subscription;

/**
 * How gateways let clients into the databases of a node, and what the gateways say about their use.
 */
public final class DatabaseBoard {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<DatabaseId, DatabaseRoute> routes = new LinkedHashMap<>();
  private final NewestFeed<DatabaseId, Change> feed = new NewestFeed<>("database-routes");

  /** Hears what gateways report, sessions of all of them taken together. */
  @FunctionalInterface
  public interface Usage {
    /**
     * Called for each report, and once more for each database when a gateway goes away.
     *
     * @param change of the number of sessions
     * @param activity as one gateway has reported it
     */
    void used(int change, DatabaseActivity activity);
  }

  /** Makes this the route of its database. */
  public void publish(DatabaseRoute route) {
    lock.lock();
    try {
      routes.put(route.id(), route);
      feed.tell(route.id(), new Change.Put(route));
    } finally {
      lock.unlock();
    }
  }

  /** Withdraws a database that exists no more. */
  public void forget(DatabaseId id) {
    lock.lock();
    try {
      routes.remove(id);
      feed.tell(id, new Change.Gone(id));
    } finally {
      lock.unlock();
    }
  }

  /** Lets a gateway know every route and change, all that waits at a time. */
  public Gateway join(Usage usage, Consumer<Collection<Change>> sink) {
    lock.lock();
    try {
      Map<DatabaseId, Change> first = new LinkedHashMap<>();
      routes.forEach((id, route) -> first.put(id, new Change.Put(route)));
      return new Gateway(List.copyOf(first.keySet()), usage, feed.listenInBulk(first, sink));
    } finally {
      lock.unlock();
    }
  }

  /** A gateway, until it goes away; its sessions end with it. */
  public static final class Gateway implements Subscription {
    private final List<DatabaseId> known;
    private final Usage usage;
    private final Subscription subscription;
    private final Map<DatabaseId, DatabaseActivity> last = new HashMap<>();
    private boolean closed;

    private Gateway(List<DatabaseId> known, Usage usage, Subscription subscription) {
      this.known = known;
      this.usage = usage;
      this.subscription = subscription;
    }

    /** Every database that there was when it joined. */
    public List<DatabaseId> known() {
      return known;
    }

    /** What it says about its own sessions. */
    public synchronized void report(DatabaseActivity activity) {
      if (closed) {
        return;
      }
      DatabaseActivity before =
          activity.sessions() == 0 ? last.remove(activity.id()) : last.put(activity.id(), activity);
      usage.used(activity.sessions() - (before == null ? 0 : before.sessions()), activity);
    }

    @Override
    public synchronized void close() {
      subscription.close();
      closed = true;
      last.values()
          .forEach(
              each ->
                  usage.used(
                      -each.sessions(), new DatabaseActivity(each.id(), 0, each.lastActive())));
      last.clear();
    }
  }
}
