package np.server.databases;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import np.server.apps.Trash;

/**
 * Whether a database is there, and what happens to it by itself.
 *
 * @param presence whether it is there
 * @param ttl for how long it is there, each time that it begins to be; empty: it stays
 * @param expiresAt when it ends by itself
 * @param dueAt when something has to be done by itself: a notice, the end, the end of the trash
 * @param deletedAt when it went to the trash
 */
record Life(
    Presence presence,
    Optional<Duration> ttl,
    Optional<Instant> expiresAt,
    Optional<Instant> dueAt,
    Optional<Instant> deletedAt) {
  private static final Duration LONG = Duration.ofHours(2);
  private static final Duration SHORT = Duration.ofMinutes(20);

  /** Whether it is there. */
  enum Presence {
    SERVING,
    TRASHED,
    /** To be forgotten once the engine has deleted its data. */
    REMOVED
  }

  /** It begins to be there. */
  static Life begin(Optional<Duration> ttl, Instant now) {
    Optional<Instant> end = ttl.map(now::plus);
    Optional<Instant> due = ttl.map(length -> now.plus(length).minus(notice(length)));
    return new Life(Presence.SERVING, ttl, end, due, Optional.empty());
  }

  /** How long before its end that is told; not at all for the shortest. */
  private static Duration notice(Duration ttl) {
    if (ttl.compareTo(LONG) >= 0) {
      return Duration.ofHours(1);
    }
    return ttl.compareTo(SHORT) >= 0 ? Duration.ofMinutes(10) : Duration.ZERO;
  }

  /** Its end was told. */
  Life noticed() {
    return new Life(presence, ttl, expiresAt, expiresAt, deletedAt);
  }

  Life trashed(Instant now) {
    return new Life(
        Presence.TRASHED, ttl, expiresAt, Optional.of(now.plus(Trash.KEPT)), Optional.of(now));
  }

  Life removed() {
    return new Life(Presence.REMOVED, ttl, expiresAt, Optional.empty(), deletedAt);
  }

  boolean serves() {
    return presence == Presence.SERVING;
  }
}
