package np.edge.postgres.database;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.wire.PostgresError;
import np.model.DatabaseRoute;
import np.model.DatabaseSocket;
import np.model.ScramVerifier;
import org.jspecify.annotations.Nullable;

/** A database that the gateway knows, and who is in it. Used by several threads. */
public final class Database {
  private static final long REFRESH_NANOS = 1_000_000_000;

  private final Set<Occupant> occupants = ConcurrentHashMap.newKeySet();
  private final AtomicInteger leases = new AtomicInteger();
  private final Usage usage;
  private volatile DatabaseRoute route;
  private volatile boolean gone;
  private volatile long lastActive;
  private volatile @Nullable DatabaseSocket lastSocket;
  private boolean refreshing;
  private long nextRefresh = System.nanoTime();

  /** Is told how many sessions a database has. Must not block. */
  interface Usage {
    /** The first session was opened, the last one closed, or the last client left. */
    void changed(Database database);
  }

  Database(DatabaseRoute route, Usage usage) {
    this.route = route;
    this.usage = usage;
    this.lastActive = System.nanoTime();
  }

  public DatabaseRoute route() {
    return route;
  }

  /** By what a role proves that it is itself; null for one that may not log in. */
  public @Nullable ScramVerifier verifier(String role) {
    return route.logins().get(role);
  }

  /** Where it answered when it was last woken; null when it never was. */
  public @Nullable DatabaseSocket lastSocket() {
    return lastSocket;
  }

  void remember(DatabaseSocket socket) {
    lastSocket = socket;
  }

  /** Takes a newer route and sends away whom it lets in no more. */
  void update(DatabaseRoute newer) {
    if (newer.generation() > route.generation()) {
      route = newer;
      occupants.forEach(this::check);
    }
  }

  /** It exists no more. */
  void close() {
    gone = true;
    occupants.forEach(this::check);
  }

  private void check(Occupant occupant) {
    objection(occupant).ifPresent(occupant::cut);
  }

  private Optional<PostgresError> objection(Occupant occupant) {
    DatabaseRoute now = route;
    if (gone) {
      return Optional.of(Refusals.gone());
    }
    ScramVerifier present = verifier(occupant.role());
    if (present == null || !present.equals(occupant.verifier())) {
      return Optional.of(Refusals.revoked());
    }
    return now.closed().map(Refusals::closed);
  }

  /** Lets a client in that has proved who it is; otherwise says why not. */
  public Optional<PostgresError> admit(Occupant occupant) {
    occupants.add(occupant);
    Optional<PostgresError> objection = objection(occupant);
    if (objection.isEmpty() && occupants.size() > route.mostSessions()) {
      objection = Optional.of(Refusals.tooManySessions(route.mostSessions()));
    }
    objection.ifPresent(_ -> occupants.remove(occupant));
    return objection;
  }

  /** A client that was let in has left. */
  public void leave(Occupant occupant) {
    if (occupants.remove(occupant) && occupants.isEmpty()) {
      usage.changed(this);
    }
  }

  /** Who is in. */
  Set<Occupant> occupants() {
    return occupants;
  }

  /**
   * A connection to the instance is about to be made.
   *
   * @return whether others hold one already, so that the instance runs
   */
  public boolean lease() {
    touch(System.nanoTime());
    boolean first = leases.getAndIncrement() == 0;
    if (first) {
      usage.changed(this);
    }
    return !first;
  }

  /** It was closed, or not made. */
  public void release() {
    if (leases.decrementAndGet() == 0) {
      usage.changed(this);
    }
  }

  /** Connections to the instance. */
  int sessions() {
    return leases.get();
  }

  /**
   * Whether its roles should be read anew, and after how many nanoseconds; negative when somebody
   * is about to do it.
   */
  synchronized long claimRefresh(long now) {
    if (refreshing) {
      return -1;
    }
    refreshing = true;
    return Math.max(0, nextRefresh - now);
  }

  /** Its roles are read anew: by changes from now on, again. */
  synchronized void refreshed(long now) {
    refreshing = false;
    nextRefresh = now + REFRESH_NANOS;
  }

  /** Remembers that something was sent or received at {@code now}. */
  public void touch(long now) {
    lastActive = now;
  }

  /** For how long nothing has been sent or received. */
  Duration quiet(long now) {
    return Duration.ofNanos(Math.max(0, now - lastActive));
  }

  /** Whether nothing is under way in any session. */
  boolean isIdle() {
    return occupants.stream().allMatch(Occupant::isIdle);
  }
}
