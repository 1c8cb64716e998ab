package np.edge.postgres.database;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import np.model.DatabaseId;
import np.model.DatabaseRoute;
import np.spi.DatabaseCatalog;
import np.spi.DatabaseCatalog.Change;
import np.spi.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * All databases that clients can go to: those that were known when the edge was last up, and then
 * what the catalog says. What may block has one thread of its own.
 */
public final class Databases implements AutoCloseable {
  private static final long SAVE_DELAY_MILLIS = 100;
  private static final long PULSE_SECONDS = 30;
  private static final long CLOSE_SECONDS = 5;

  private final DatabaseCatalog catalog;
  private final DatabaseBook book;
  private final Reporter reporter;
  private final Map<String, Database> byLabel = new ConcurrentHashMap<>();
  private final Map<DatabaseId, Database> byId = new ConcurrentHashMap<>();
  private final Set<Database> inUse = ConcurrentHashMap.newKeySet();
  private final Set<DatabaseId> unsaved = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor worker =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("edge-databases").factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private final Sleeper sleeper = new Sleeper(worker);
  private volatile boolean keeping;
  private @Nullable Subscription subscription;

  /**
   * Databases, none at first.
   *
   * @param directory where the last known ones are kept
   */
  public Databases(DatabaseCatalog catalog, Path directory, InstantSource clock) {
    this.catalog = catalog;
    this.book = new DatabaseBook(directory);
    this.reporter = new Reporter(catalog, clock);
    worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    worker.setRemoveOnCancelPolicy(true);
  }

  /** Starts from what is on disk, which is only read, and follows the catalog. */
  public void start() {
    for (DatabaseBook.Entry entry : book.load()) {
      Database database = put(entry.route());
      if (entry.socket() != null) {
        database.remember(entry.socket());
      }
    }
    var _ = worker.scheduleAtFixedRate(this::pulse, PULSE_SECONDS, PULSE_SECONDS, TimeUnit.SECONDS);
    subscription = catalog.watch(this::change);
  }

  /** Writes all to disk, and each change from now on. */
  public void keep() {
    worker.execute(
        () -> {
          keeping = true;
          saveAll();
        });
  }

  /** Writes nothing to disk any more: another edge does. */
  public void rest() {
    worker.execute(
        () -> {
          keeping = false;
          book.close();
        });
  }

  /** The database with this label; null when there is none. */
  public @Nullable Database find(String label) {
    return byLabel.get(label);
  }

  /** How many there are. */
  public int size() {
    return byId.size();
  }

  private void change(Change change) {
    switch (change) {
      case Change.Put(DatabaseRoute route) -> {
        Database known = byId.get(route.id());
        if (known == null || known.route().generation() < route.generation()) {
          sleeper.watch(put(route));
          changed(route.id());
        }
      }
      case Change.Gone(DatabaseId id) -> remove(id);
    }
  }

  private synchronized Database put(DatabaseRoute route) {
    Database known = byId.get(route.id());
    if (known != null && known.route().label().equals(route.label())) {
      known.update(route);
      return known;
    }
    remove(route.id());
    Database made = new Database(route, this::used);
    byId.put(route.id(), made);
    byLabel.put(route.label().value(), made);
    return made;
  }

  private synchronized void remove(DatabaseId id) {
    Database known = byId.remove(id);
    if (known != null) {
      byLabel.remove(known.route().label().value(), known);
      known.close();
      changed(id);
    }
  }

  /** A database answers at another place. */
  public void moved(Database database) {
    changed(database.route().id());
  }

  /** The roles of a database may have changed: looks soon, but not again and again. */
  public void refreshLogins(Database database) {
    long wait = database.claimRefresh(System.nanoTime());
    if (wait >= 0) {
      var _ = worker.schedule(() -> refresh(database), wait, TimeUnit.NANOSECONDS);
    }
  }

  private void refresh(Database database) {
    database.refreshed(System.nanoTime());
    Thread.ofVirtual().start(() -> catalog.refreshLogins(database.route().id()));
  }

  private void used(Database database) {
    if (database.sessions() > 0) {
      inUse.add(database);
      sleeper.watch(database);
    } else {
      inUse.remove(database);
    }
    reporter.report(database);
  }

  private void pulse() {
    inUse.removeIf(database -> database.sessions() == 0);
    inUse.forEach(reporter::report);
  }

  private void changed(DatabaseId id) {
    if (unsaved.add(id) && unsaved.size() == 1) {
      var _ = worker.schedule(this::save, SAVE_DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void save() {
    Set<DatabaseId> ids = new HashSet<>(unsaved);
    unsaved.removeAll(ids);
    if (!keeping || ids.isEmpty()) {
      return;
    }
    if (book.isLong(byId.size())) {
      saveAll();
      return;
    }
    List<DatabaseBook.Entry> changed = new ArrayList<>();
    List<DatabaseId> gone = new ArrayList<>();
    for (DatabaseId id : ids) {
      Database database = byId.get(id);
      if (database == null) {
        gone.add(id);
      } else {
        changed.add(entry(database));
      }
    }
    book.save(changed, gone);
  }

  private void saveAll() {
    Collection<DatabaseBook.Entry> all = byId.values().stream().map(Databases::entry).toList();
    book.saveAll(all);
  }

  private static DatabaseBook.Entry entry(Database database) {
    return new DatabaseBook.Entry(database.route(), database.lastSocket());
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
    worker.execute(this::save);
    worker.shutdown();
    try {
      if (worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        book.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
