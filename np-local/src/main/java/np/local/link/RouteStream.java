package np.local.link;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import np.model.DatabaseActivity;
import np.model.DatabaseId;
import np.model.DatabaseRoute;
import np.spi.DatabaseCatalog.Change;
import org.jspecify.annotations.Nullable;

/** Passes on the routes of a node's databases, and tells it how they are used. */
final class RouteStream implements Persistence.Conversation {
  private final LinkClient link;
  private final Consumer<Change> sink;

  /** Belongs to the delivering thread. */
  private final Map<DatabaseId, DatabaseRoute> known = new HashMap<>();

  /** Guards the two below. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<DatabaseId, DatabaseActivity> used = new HashMap<>();
  private @Nullable LinkConnection current;

  RouteStream(LinkClient link, Consumer<Change> sink) {
    this.link = link;
    this.sink = sink;
  }

  @Override
  public void hold(LinkConnection connection) throws IOException {
    connection.send(new Call.WatchRoutes());
    try {
      withdrawVanished(link.expect(connection, Reply.KnownDatabases.class).ids());
      begin(connection);
      while (true) {
        link.expect(connection, Reply.RoutesChanged.class).changes().forEach(this::deliver);
      }
    } finally {
      end();
    }
  }

  private void begin(LinkConnection connection) {
    lock.lock();
    try {
      current = connection;
      used.values().forEach(each -> connection.send(new Call.ReportUse(each)));
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is told to the node any more. */
  void end() {
    lock.lock();
    try {
      LinkConnection connection = current;
      current = null;
      if (connection != null) {
        connection.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Databases that were removed while the node was away. */
  private void withdrawVanished(List<DatabaseId> left) {
    Set<DatabaseId> gone = new HashSet<>(known.keySet());
    left.forEach(gone::remove);
    gone.forEach(id -> deliver(new Change.Gone(id)));
  }

  private void deliver(Change change) {
    switch (change) {
      case Change.Put put -> {
        if (!put.route().equals(known.put(put.route().id(), put.route()))) {
          sink.accept(put);
        }
      }
      case Change.Gone gone -> {
        if (known.remove(gone.id()) != null) {
          sink.accept(gone);
        }
      }
    }
  }

  void report(DatabaseActivity activity) {
    lock.lock();
    try {
      if (activity.sessions() == 0) {
        used.remove(activity.id());
      } else {
        used.put(activity.id(), activity);
      }
      LinkConnection connection = current;
      if (connection != null) {
        connection.send(new Call.ReportUse(activity));
      }
    } finally {
      lock.unlock();
    }
  }
}
