package np.server.databases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import np.model.NpException;
import np.server.databases.Life.Presence;
import np.server.status.Signals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what was written down and is not done yet, and what falls due by itself: at the start of a
 * server, when told of something, and at the time when the next thing is due. It asks indexes that
 * hold only what is left to be done, so that thousands of databases at rest cost nothing.
 */
final class Keeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Finds what a server that died has left, and that the clock was set. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final DatabaseParts parts;
  private final Applier applier;
  private final DatabaseTrash trash;
  private final Restarts restarts;
  private final ClockTrust trust;
  private final DatabaseStore store = new DatabaseStore();
  private @Nullable Thread thread;

  Keeper(DatabaseParts parts, Work work, ClockTrust trust) {
    this.parts = parts;
    this.applier = work.applier;
    this.trash = work.trash;
    this.restarts = work.restarts;
    this.trust = trust;
  }

  /** Those who do what it finds. */
  record Work(Applier applier, DatabaseTrash trash, Restarts restarts) {}

  /** Returns at once. */
  void start() {
    thread = Thread.ofVirtual().name("database-keeper").start(this::run);
  }

  private void run() {
    try (Signals.Watch news = parts.signals().watch(DatabaseParts.WRITTEN)) {
      while (true) {
        news.await(round());
      }
    } catch (InterruptedException e) {
      LOG.debug("database keeper stopped");
    }
  }

  /** An edge of the program: what fails now is tried again. How long the next round can wait. */
  private Duration round() {
    try {
      fallDue();
      boolean done = catchUp();
      return done ? untilDue() : PAUSE;
    } catch (NpException.Unavailable e) {
      LOG.warn("databases looked after later: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("databases looked after later", e);
    }
    return PAUSE;
  }

  private Duration untilDue() {
    List<Presence> ending = ending(parts.now());
    Optional<Instant> next = parts.store().read(handle -> store.nextDue(handle, ending));
    Duration wait = next.map(at -> Duration.between(parts.now(), at)).orElse(LONGEST);
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }

  /** Ends what is over; each of it exactly once, for its row is locked until that is kept. */
  void fallDue() {
    Instant now = parts.now();
    List<Presence> ending = ending(now);
    int found;
    do {
      found =
          parts
              .store()
              .write(
                  handle -> {
                    List<StoredDatabase> due = store.due(handle, now, ending);
                    due.forEach(each -> trash.fallDue(handle, each));
                    return due.size();
                  });
    } while (found > 0);
  }

  /** The trash is emptied for ever: only when it is certain how late it is. */
  private List<Presence> ending(Instant now) {
    return trust.isSteady(now)
        ? List.of(Presence.SERVING, Presence.TRASHED)
        : List.of(Presence.SERVING);
  }

  /** Whether nothing is left to be done. */
  boolean catchUp() {
    boolean done = true;
    long after = 0;
    while (true) {
      long from = after;
      List<StoredDatabase> batch = parts.store().read(handle -> store.unapplied(handle, from));
      if (batch.isEmpty()) {
        return done;
      }
      for (StoredDatabase each : batch) {
        done &= catchUp(each);
        after = each.progress().generation();
      }
    }
  }

  private boolean catchUp(StoredDatabase database) {
    try {
      applier.tell(database);
      return database.progress().restart() == StoredDatabase.Restart.NONE
          || restarts.run(database, "np server").isDone();
    } catch (NpException.Unavailable away) {
      throw away;
    } catch (NpException refused) {
      LOG.warn("database={} not applied: {}", database.id(), refused.getMessage());
      return true;
    }
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
