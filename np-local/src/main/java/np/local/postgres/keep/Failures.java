package np.local.postgres.keep;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import np.model.DatabaseId;

/**
 * How often each database has failed lately, so that one that cannot start is not started without
 * end: 100 ms after the first failure, twice as much after each further one, at most 30 s. An hour
 * without one is a new beginning.
 */
final class Failures {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private final Map<DatabaseId, Failure> recent = new ConcurrentHashMap<>();

  private record Failure(int count, long nanos, String why) {

    Duration pause() {
      int doublings = Math.min(count - 1, 10);
      Duration pause = FIRST.multipliedBy(1L << doublings);
      return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    long left() {
      return nanos + pause().toNanos() - System.nanoTime();
    }

    boolean isForgotten() {
      return System.nanoTime() - nanos > FORGOTTEN.toNanos();
    }
  }

  /** Notes one; how long nobody should try again. */
  Duration note(Database database, String why) {
    return recent
        .compute(
            database.id(),
            (_, before) ->
                new Failure(
                    before == null || before.isForgotten() ? 1 : before.count() + 1,
                    System.nanoTime(),
                    why))
        .pause();
  }

  /** Why it should not be tried yet; empty when it may be. */
  Optional<String> check(Database database) {
    Failure failure = recent.get(database.id());
    return failure == null || failure.left() <= 0 ? Optional.empty() : Optional.of(failure.why());
  }

  /** Returns when it may be tried again. */
  void pause(Database database) throws InterruptedException {
    for (Failure failure = recent.get(database.id());
        failure != null && failure.left() > 0;
        failure = recent.get(database.id())) {
      LockSupport.parkNanos(failure.left());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** It is gone, or a person wants to try at once. */
  void forget(Database database) {
    recent.remove(database.id());
  }
}
