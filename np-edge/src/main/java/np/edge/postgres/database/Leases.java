package np.edge.postgres.database;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import np.edge.postgres.database.Occupant.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How many connections to an instance there are, and how those that are lent make room for clients
 * that want one for themselves. Used by several threads.
 */
public final class Leases {
  /** Sessions that lending leaves to clients that want one for themselves. */
  private static final int KEPT_FREE = 3;

  private final Runnable changed;
  private final Set<Lender> lenders = ConcurrentHashMap.newKeySet();
  private final AtomicInteger all = new AtomicInteger();
  private final AtomicInteger lent = new AtomicInteger();
  private final AtomicInteger wanted = new AtomicInteger();

  /** Clients with a session of their own, even if it is asleep. */
  private final AtomicInteger own = new AtomicInteger();

  /**
   * @param changed is run when the first connection is about to be made, and when the last has
   *     ended
   */
  Leases(Runnable changed) {
    this.changed = changed;
  }

  /** Connections there are now. */
  int count() {
    return all.get();
  }

  /** A client has come in; how many of its kind are limited by the instance there are then. */
  int enter(Kind kind) {
    return kind == Kind.OWN_SESSION ? own.incrementAndGet() : 0;
  }

  /** A client has left. */
  void leave(Kind kind) {
    if (kind == Kind.OWN_SESSION) {
      own.decrementAndGet();
    }
  }

  /** A connection is about to be made for one client alone. */
  public Lease take() {
    if (lent.get() > 0) {
      lenders.forEach(Lender::makeRoom);
    }
    return new Lease(begin(), this::end);
  }

  /** A connection is about to be made that will be lent; null when there are {@code most}. */
  public @Nullable Lease takeForLending(int most) {
    int room = most - Math.max(own.get(), Math.min(KEPT_FREE, most / 4));
    if (lent.getAndIncrement() >= room) {
      lent.decrementAndGet();
      return null;
    }
    return new Lease(
        begin(),
        () -> {
          lent.decrementAndGet();
          end();
        });
  }

  private boolean begin() {
    boolean first = all.getAndIncrement() == 0;
    if (first) {
      changed.run();
    }
    return !first;
  }

  private void end() {
    if (all.decrementAndGet() == 0) {
      changed.run();
    }
    if (wanted.get() > 0) {
      lenders.forEach(Lender::roomMade);
    }
  }

  /** Whether sessions are lent. */
  public boolean isLending() {
    return lent.get() > 0;
  }

  /** Clients begin, or cease, to wait for a session that is lent. */
  public void wanted(int change) {
    wanted.addAndGet(change);
  }

  /** Whether clients wait for a session that is lent. */
  public boolean isWanted() {
    return wanted.get() > 0;
  }

  /** Lets others close sessions that they do not need. */
  public void askForRoom(Lender asking) {
    lenders.stream().filter(lender -> !lender.equals(asking)).forEach(Lender::makeRoom);
  }

  /** Sessions are lent from here, too. */
  public void join(Lender lender) {
    lenders.add(lender);
  }

  /** No more. */
  public void forget(Lender lender) {
    lenders.remove(lender);
  }

  /** Lets all sessions go that are lent to nobody. */
  void rest() {
    lenders.forEach(Lender::rest);
  }
}
