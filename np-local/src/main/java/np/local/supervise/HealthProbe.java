package np.local.supervise;

import java.time.Duration;

/** Asks an instance once whether it serves. */
interface HealthProbe {

  /** Blocks for at most {@code timeout}; never throws for what the instance does. */
  Answer ask(Duration timeout) throws InterruptedException;

  /**
   * What came of it.
   *
   * @param healthy whether it serves
   * @param text for people: {@code GET /health: 500}
   */
  record Answer(boolean healthy, String text) {}

  /** How soon it may be asked again while it starts. */
  default Duration firstPause() {
    return Duration.ofMillis(20);
  }
}
