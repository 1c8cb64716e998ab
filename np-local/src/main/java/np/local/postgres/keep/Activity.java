package np.local.postgres.keep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a database is used: by how many sessions, and when last. */
final class Activity {
  private int sessions;
  private @Nullable Instant last;
  private long idleSince = System.nanoTime();

  /**
   * By a gateway; what a clock that was ahead has said before is forgotten.
   *
   * @param change of the number of sessions
   * @param ago how long ago that was, by a clock that does not jump
   */
  synchronized void used(int change, Instant when, Duration ago) {
    sessions = Math.max(0, sessions + change);
    boolean wasAhead = last != null && last.isAfter(when.plus(ago));
    if (last == null || wasAhead || when.isAfter(last)) {
      last = when;
    }
    long since = System.nanoTime() - ago.toNanos();
    idleSince = since - idleSince > 0 ? since : idleSince;
  }

  /** It is used in a way that gateways do not know of. */
  synchronized void touch() {
    idleSince = System.nanoTime();
  }

  /** How much is left of the time for which it may do nothing; all of it while it has sessions. */
  synchronized Duration left(Duration most) {
    return sessions > 0 ? most : most.minusNanos(System.nanoTime() - idleSince);
  }

  /** When a gateway has seen it used last, since np has started. */
  synchronized Optional<Instant> last() {
    return Optional.ofNullable(last);
  }

  synchronized int sessions() {
    return sessions;
  }
}
