package np.edge.postgres.limit;

/**
 * A network from which clients come: an IPv4 address or the first 64 bits of an IPv6 address, which
 * is what one customer gets (RFC 6177).
 */
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

  /** Tokens that come back with time. */
  private static final class Bucket {
    private final double perNano;
    private final double size;
    private double tokens;
    private long at;
    private boolean used;

    Bucket(double perSecond, double size) {
      this.perNano = perSecond / 1e9;
      this.size = size;
      this.tokens = size;
    }

    boolean take(long now) {
      refill(now);
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }

    boolean isFull(long now) {
      refill(now);
      return tokens >= size;
    }

    private void refill(long now) {
      tokens = used ? Math.min(size, tokens + (now - at) * perNano) : size;
      at = now;
      used = true;
    }
  }
}
