package np.edge.http;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one event loop counts of the requests of one app. Only that loop writes, so that a count
 * costs no more than the addition; others may read at any time.
 */
public final class RequestCounts {
  /** Upper bounds of the buckets of durations, in seconds. */
  static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };

  /** 1xx to 5xx. */
  static final int CLASSES = 5;

  private static final long[] BOUNDS_NANOS = nanos();
  private static final int BUCKETS = CLASSES;
  private static final int NANOS = BUCKETS + BOUNDS.length + 1;
  private static final int BYTES_IN = NANOS + 1;
  private static final int BYTES_OUT = BYTES_IN + 1;
  private static final int SLOTS = BYTES_OUT + 1;

  private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

  private static long[] nanos() {
    long[] nanos = new long[BOUNDS.length];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = Math.round(BOUNDS[i] * 1e9);
    }
    return nanos;
  }

  /** A request has ended: its status, how long it took, and the bytes of both bodies. */
  void ended(int status, long nanos, long in, long out) {
    add(Math.clamp(status / 100, 1, CLASSES) - 1, 1);
    add(BUCKETS + bucket(nanos), 1);
    add(NANOS, nanos);
    add(BYTES_IN, in);
    add(BYTES_OUT, out);
  }

  private static int bucket(long nanos) {
    int i = 0;
    while (i < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[i]) {
      i++;
    }
    return i;
  }

  private void add(int slot, long amount) {
    slots.setOpaque(slot, slots.getPlain(slot) + amount);
  }

  /** The sum over several loops. */
  static final class Sum {
    private final long[] sums = new long[SLOTS];

    void add(RequestCounts counts) {
      for (int i = 0; i < SLOTS; i++) {
        sums[i] += counts.slots.getOpaque(i);
      }
    }

    /** Requests that ended with a status of this class: 1 for 1xx. */
    long ofClass(int statusClass) {
      return sums[statusClass - 1];
    }

    /** Requests that took at most the bound with this index, or all for the one after the last. */
    long within(int bound) {
      long count = 0;
      for (int i = 0; i <= bound; i++) {
        count += sums[BUCKETS + i];
      }
      return count;
    }

    long requests() {
      return within(BOUNDS.length);
    }

    double seconds() {
      return sums[NANOS] / 1e9;
    }

    long bytesIn() {
      return sums[BYTES_IN];
    }

    long bytesOut() {
      return sums[BYTES_OUT];
    }
  }
}
