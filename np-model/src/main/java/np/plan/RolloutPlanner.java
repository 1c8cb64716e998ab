package np.plan;

import java.time.Instant;
import java.util.List;

/**
 * Decides what must happen to the instances of a workload. Pure: the same input gives the same
 * plan, and carrying plans out again and again ends in the wanted state, where the plan is empty.
 *
 * <p>No plan takes the last serving instance away before another one serves, unless the count is 0
 * or two copies cannot run side by side (recreate, fixed port).
 */
public final class RolloutPlanner {
  private RolloutPlanner() {}

  /** What to do now, in this order; a {@link RolloutAction.Wait} says when to ask again. */
  public static List<RolloutAction> plan(
      RolloutGoal wanted, List<ObservedInstance> observed, Instant now) {
    return new RolloutPass(wanted, observed, now).plan();
  }
}
