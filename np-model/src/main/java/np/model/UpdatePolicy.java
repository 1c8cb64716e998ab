package np.model;

import java.time.Duration;

/**
 * How a workload moves from its old instances to new ones.
 *
 * @param strategy in which order
 * @param timeout from apply until every new instance must serve, 1 s to 24 h
 * @param onFailure what happens to a workload that did not make it
 */
public record UpdatePolicy(Strategy strategy, Duration timeout, OnFailure onFailure) {
  public static final UpdatePolicy DEFAULT =
      new UpdatePolicy(new Strategy.Rolling(1), Duration.ofMinutes(5), OnFailure.ROLLBACK);

  public UpdatePolicy {
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofDays(1)) > 0) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "deploy timeout " + timeout.toSeconds() + "s is out of range",
          "write 1s to 24h");
    }
  }

  /** The order of starting and stopping. */
  public sealed interface Strategy {
    /**
     * New ones beside the old, a few at a time; an old one goes when a new one serves.
     *
     * @param maxParallel new instances at a time, at least 1
     */
    record Rolling(int maxParallel) implements Strategy {
      public Rolling {
        if (maxParallel < 1) {
          throw new NpException.Invalid(
              ErrorCode.BAD_VALUE,
              "max_parallel " + maxParallel + " is too small",
              "write 1 or more");
        }
      }
    }

    /** All new ones beside the old; traffic moves at once when all serve. */
    record BlueGreen() implements Strategy {}

    /** The old ones end before the new ones start: a gap, for what cannot run twice. */
    record Recreate() implements Strategy {}
  }

  /** What happens to new instances that never became healthy. */
  public enum OnFailure {
    /** They are removed; the old ones go on serving. */
    ROLLBACK,
    /** They stay for inspection, without traffic; the old ones go on serving. */
    PAUSE
  }
}
