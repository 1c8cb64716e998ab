package np.edge.postgres.limit;

import np.edge.limit.Bucket;

/** A network from which clients come, and what they do. */
public final class Visitor {
  private static final double BURST_SECONDS = 10;
  private static final double CANCELS_PER_SECOND = 10;

  private final int most;
  private final Bucket attempts;
  private final Bucket cancels = new Bucket(CANCELS_PER_SECOND, CANCELS_PER_SECOND);
  private int open;

  Visitor(int most, int attemptsPerSecond) {
    this.most = most;
    this.attempts = new Bucket(attemptsPerSecond, attemptsPerSecond * BURST_SECONDS);
  }

  /** Takes a connection more, unless there are too many. */
  synchronized boolean enter(long now) {
    if (open >= most || !attempts.take(now)) {
      return false;
    }
    open++;
    return true;
  }

  /** A connection that was let in has ended. */
  public synchronized void leave() {
    open--;
  }

  /** Whether it may try one more key for cancelling. */
  public synchronized boolean mayCancel(long now) {
    return cancels.take(now);
  }

  /** Whether there is nothing to remember about it. */
  synchronized boolean isForgettable(long now) {
    return open == 0 && attempts.isFull(now) && cancels.isFull(now);
  }
}
