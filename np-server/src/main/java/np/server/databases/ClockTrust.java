package np.server.databases;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Tells whether the time of day can be believed: it has gone as fast as time itself for an hour. A
 * clock that is set wrong, and soon right again, must not end what can never be brought back.
 */
final class ClockTrust {
  private static final Duration ENOUGH = Duration.ofHours(1);
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final LongSupplier nanos;
  private Instant begin = Instant.EPOCH;
  private long since;

  /**
   * @param nanos a clock that nobody sets, as {@link System#nanoTime}
   */
  ClockTrust(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether it can be believed that it is {@code now}; to be asked again and again. */
  boolean isSteady(Instant now) {
    Duration passed = Duration.ofNanos(nanos.getAsLong() - since);
    Duration off = Duration.between(begin.plus(passed), now).abs();
    if (off.compareTo(TOLERANCE) > 0) {
      begin = now;
      since = nanos.getAsLong();
      return false;
    }
    return passed.compareTo(ENOUGH) >= 0;
  }
}
