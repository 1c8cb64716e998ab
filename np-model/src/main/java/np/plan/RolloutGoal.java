package np.plan;

import java.time.Instant;
import java.util.Optional;
import np.model.Port;
import np.model.UpdatePolicy;
import np.model.Workload;

/**
 * What a workload is to become.
 *
 * @param wanted what was applied last
 * @param deadline when the rollout to it is given up
 * @param stable the last one whose rollout completed
 * @param stage how far the rollout to {@code wanted} is
 */
public record RolloutGoal(
    Workload wanted, Instant deadline, Optional<Workload> stable, Stage stage) {

  /** How far a rollout is. */
  public enum Stage {
    /** Under way. */
    ROLLING,
    /** Every wanted instance has served; from here on instances are only kept alive. */
    SETTLED,
    /** Given up; {@link RolloutGoal#target} is what is kept alive instead. */
    FAILED
  }

  /** What instances are to be made like now; empty when none are wanted at all. */
  public Optional<Workload> target() {
    return switch (stage) {
      case ROLLING, SETTLED -> Optional.of(wanted);
      case FAILED -> fallback();
    };
  }

  /** Whether a failed rollout stands still as it is instead of going back. */
  boolean isPaused() {
    return stage == Stage.FAILED && wanted.update().onFailure() == UpdatePolicy.OnFailure.PAUSE;
  }

  /** The order of starting and stopping; two copies can never have the same fixed port. */
  UpdatePolicy.Strategy strategy() {
    boolean fixed = target().filter(RolloutGoal::hasFixedPort).isPresent();
    return fixed ? new UpdatePolicy.Strategy.Recreate() : wanted.update().strategy();
  }

  static boolean hasFixedPort(Workload workload) {
    return workload instanceof Workload.Service service && service.port() instanceof Port.Fixed;
  }

  /** Going back helps only where something was changed that can be changed back. */
  private Optional<Workload> fallback() {
    boolean shrunk =
        stable.isPresent()
            && stable.get().count() >= wanted.count()
            && stable.get().fingerprint().equals(wanted.fingerprint());
    return shrunk ? Optional.of(wanted) : stable;
  }
}
