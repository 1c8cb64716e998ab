package np.edge.postgres.database;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import np.model.DatabaseActivity;
import np.model.NpException;
import np.spi.DatabaseCatalog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the catalog how the databases are used: when sessions come and go at once, one report at a
 * time and always of the present, so that a slow catalog gets fewer of them and no old ones.
 */
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private final DatabaseCatalog catalog;
  private final InstantSource clock;
  private final Set<Database> due = new LinkedHashSet<>();
  private boolean running;

  Reporter(DatabaseCatalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /** Reports soon; returns at once. */
  synchronized void report(Database database) {
    due.add(database);
    if (!running) {
      running = true;
      Thread.ofVirtual().name("report").start(this::run);
    }
  }

  private void run() {
    for (Database next = next(); next != null; next = next()) {
      try {
        catalog.report(activity(next));
      } catch (NpException e) {
        LOG.warn("event=report_failed database={} why=\"{}\"", next.route().id(), e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("event=report_failed database={}", next.route().id(), e);
      }
    }
  }

  private synchronized @Nullable Database next() {
    running = !due.isEmpty();
    if (!running) {
      return null;
    }
    Database next = due.iterator().next();
    due.remove(next);
    return next;
  }

  private DatabaseActivity activity(Database database) {
    Instant now = clock.instant();
    int sessions = database.sessions();
    return new DatabaseActivity(
        database.route().id(), sessions, now.minus(database.quiet(System.nanoTime())));
  }
}
