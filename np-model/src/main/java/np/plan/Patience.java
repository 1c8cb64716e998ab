package np.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long the planner waits before it does something about an instance. */
public final class Patience {
  /** An instance that has served for so long starts a new count of crashes. */
  public static final Duration FORGIVEN_AFTER = Duration.ofSeconds(60);

  /** A rollout is given up when a new instance has crashed so often in a row. */
  public static final int CRASHES_OF_A_ROLLOUT = 3;

  private static final Duration MOST = Duration.ofSeconds(60);
  private static final Duration UNHEALTHY = Duration.ofSeconds(30);
  private static final Duration UNHEALTHY_ALONE = Duration.ofMinutes(3);

  private Patience() {}

  /** From a crash to the next start: 0, then 1 s doubling to 60 s. */
  public static Duration backOff(int crashes) {
    if (crashes <= 0) {
      return Duration.ZERO;
    }
    Duration doubled = Duration.ofSeconds(1L << Math.min(crashes - 1, 6));
    return doubled.compareTo(MOST) < 0 ? doubled : MOST;
  }

  /**
   * How long an instance may be unhealthy before it is started again. Empty when the others are
   * unhealthy too: then something that they share is broken, and starting all again helps nobody.
   */
  static Optional<Duration> withUnhealthy(ObservedInstance one, List<ObservedInstance> all) {
    List<ObservedInstance> others =
        all.stream().filter(each -> !each.id().equals(one.id()) && !each.isLeaving()).toList();
    if (others.isEmpty()) {
      return Optional.of(UNHEALTHY_ALONE);
    }
    boolean anyServes = others.stream().anyMatch(ObservedInstance::serves);
    return anyServes ? Optional.of(UNHEALTHY) : Optional.empty();
  }
}
