package np.edge.postgres.database;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets the sessions of a database go when all of them have been idle for as long as its route says.
 * Each database with sessions has one timer; others cost nothing.
 */
final class Sleeper {
  private final ScheduledExecutorService timers;
  private final Set<Database> watched = ConcurrentHashMap.newKeySet();

  Sleeper(ScheduledExecutorService timers) {
    this.timers = timers;
  }

  /** Looks at a database from now on, for as long as it has sessions and may sleep. */
  void watch(Database database) {
    if (database.sessions() > 0 && database.route().sleep().isPresent() && watched.add(database)) {
      look(database);
    }
  }

  private void look(Database database) {
    Duration sleep = database.route().sleep().orElse(null);
    if (database.sessions() == 0 || sleep == null) {
      watched.remove(database);
      watch(database);
      return;
    }
    Duration quiet = database.quiet(System.nanoTime());
    Duration wait = sleep;
    if (quiet.compareTo(sleep) < 0) {
      wait = sleep.minus(quiet);
    } else if (database.isIdle()) {
      database.rest();
    }
    var _ = timers.schedule(() -> look(database), wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}
