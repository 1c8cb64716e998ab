package np.local.supervise;

import java.time.Duration;

/**
 * Healthy when it has run for a while without ending: for workers that have nothing to ask. The
 * monitor of one that has ended is closed, so that it need not look.
 */
record SettleProbe(long startNanos) implements HealthProbe {
  private static final Duration WHILE = Duration.ofSeconds(2);

  @Override
  public Answer ask(Duration timeout) {
    Duration up = Duration.ofNanos(System.nanoTime() - startNanos);
    return new Answer(up.compareTo(WHILE) >= 0, "has just been started");
  }

  @Override
  public Duration firstPause() {
    return WHILE;
  }
}
