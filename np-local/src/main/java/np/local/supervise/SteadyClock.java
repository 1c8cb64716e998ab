package np.local.supervise;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Starts with the wall clock and then goes by the time that has really passed: somebody who sets
 * the clock must not end a rollout or start a restart storm.
 */
final class SteadyClock implements InstantSource {
  private final Instant start;
  private final long startNanos = System.nanoTime();

  SteadyClock(InstantSource wall) {
    this.start = wall.instant();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }
}
