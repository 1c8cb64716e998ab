package np.edge.limit;

/** Tokens that come back with time: so many at once, so many a second on average. */
public final class Bucket {
  private final double perNano;
  private final double size;
  private double tokens;
  private long at;
  private boolean used;

  /** A full bucket. */
  public Bucket(double perSecond, double size) {
    this.perNano = perSecond / 1e9;
    this.size = size;
    this.tokens = size;
  }

  /**
   * Takes a token; false when there is none.
   *
   * @param now a {@code System.nanoTime}
   */
  public boolean take(long now) {
    refill(now);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** Whether nothing is missing. */
  public boolean isFull(long now) {
    refill(now);
    return tokens >= size;
  }

  private void refill(long now) {
    tokens = used ? Math.min(size, tokens + (now - at) * perNano) : size;
    at = now;
    used = true;
  }
}
