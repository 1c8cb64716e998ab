package np.testkit.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** Durations in buckets that are at most 1.6 % wide, from a microsecond to a minute. */
final class Histogram {
  private static final int SUB = 64;
  private static final int SUB_BITS = 6;
  private final AtomicLongArray counts = new AtomicLongArray(SUB * 22);

  void add(long nanos) {
    long micros = Math.max(0, nanos / 1_000);
    counts.incrementAndGet(Math.min(counts.length() - 1, index(micros)));
  }

  private static int index(long micros) {
    if (micros < SUB) {
      return (int) micros;
    }
    int shift = 63 - Long.numberOfLeadingZeros(micros) - SUB_BITS;
    return SUB * (shift + 1) + (int) ((micros >>> shift) - SUB);
  }

  private static long upper(int index) {
    if (index < SUB) {
      return index + 1L;
    }
    int shift = index / SUB - 1;
    return (index % SUB + SUB + 1L) << shift;
  }

  /** The duration that this share of all is at most. */
  Duration quantile(double share) {
    long total = 0;
    for (int i = 0; i < counts.length(); i++) {
      total += counts.get(i);
    }
    long wanted = (long) Math.ceil(total * share);
    long seen = 0;
    for (int i = 0; i < counts.length(); i++) {
      seen += counts.get(i);
      if (seen >= wanted && seen > 0) {
        return Duration.ofNanos(upper(i) * 1_000);
      }
    }
    return Duration.ZERO;
  }
}
