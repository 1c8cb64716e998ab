package np.edge.postgres.database;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import np.edge.postgres.pool.StatementNames;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.wire.PostgresError;
import np.model.DatabaseRoute;
import np.model.DatabaseSocket;
import np.model.ScramVerifier;
import org.jspecify.annotations.Nullable;

/** A database that the gateway knows, and who is in it. Used by several threads. */
public final class Database {
  private static final long REFRESH_NANOS = 1_000_000_000;
  private static final long GRACE_NANOS = 10_000_000_000L;

  private final Set<Occupant> occupants = ConcurrentHashMap.newKeySet();
  private final StatementNames statementNames = new StatementNames();
  private final Greetings greetings = new Greetings();
  private final Leases leases;
  private volatile DatabaseRoute route;
  private volatile boolean gone;
  private volatile long lastActive;
  private volatile @Nullable DatabaseSocket lastSocket;
  private boolean refreshing;
  private long nextRefresh = System.nanoTime();

  /** Is told how many sessions a database has. Must not block. */
  interface Usage {
    /** The first session was opened, or the last one closed. */
    void changed(Database database);
  }

  Database(DatabaseRoute route, Usage usage) {
    this.route = route;
    this.leases = new Leases(() -> usage.changed(this));
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
    int has = leases.enter(occupant.kind());
    Optional<PostgresError> objection = objection(occupant);
    if (objection.isEmpty() && has > route.mostSessions()) {
      objection = Optional.of(Refusals.tooManySessions(route.mostSessions()));
    }
    objection.ifPresent(_ -> leave(occupant));
    return objection;
  }

  /** A client that was let in has left. */
  public void leave(Occupant occupant) {
    if (occupants.remove(occupant)) {
      leases.leave(occupant.kind());
    }
  }

  /** The connections to the instance. */
  public Leases leases() {
    return leases;
  }

  /** A connection to the instance is about to be made for one client alone. */
  public Lease lease() {
    arrive(System.nanoTime());
    return leases.take();
  }

  /** One is about to be made that will be lent; null when there are as many as may be. */
  public @Nullable Lease leaseForLending() {
    arrive(System.nanoTime());
    return leases.takeForLending(route.mostSessions());
  }

  /** What the instance has said at the beginning of sessions that are lent. */
  public Greetings greetings() {
    return greetings;
  }

  /** The names of prepared statements in sessions that are lent. */
  public StatementNames statementNames() {
    return statementNames;
  }

  /** Connections to the instance. */
  int sessions() {
    return leases.count();
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

  /** To come in is no use of a database: it may sleep again soon if nothing follows. */
  private void arrive(long now) {
    long sleep = route.sleep().map(Duration::toNanos).orElse(0L);
    long earliest = now - Math.max(0, sleep - GRACE_NANOS);
    if (earliest - lastActive > 0) {
      lastActive = earliest;
    }
  }

  /** Remembers that something was sent or received at {@code now}. */
  public void touch(long now) {
    lastActive = now;
  }

  /** For how long nothing has been sent or received. */
  Duration quiet(long now) {
    return Duration.ofNanos(Math.max(0, now - lastActive));
  }

  /** Lets all sessions go that are idle. */
  void rest() {
    occupants.forEach(Occupant::rest);
    leases.rest();
  }

  /** Whether nothing is under way in any session. */
  boolean isIdle() {
    return occupants.stream().allMatch(Occupant::isIdle);
  }
}
