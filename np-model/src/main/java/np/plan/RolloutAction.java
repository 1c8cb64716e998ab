package np.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import np.model.Digest;
import np.model.InstanceId;

/** One step of a plan; the steps of a plan are carried out in order. */
public sealed interface RolloutAction {

  /** Starts a new instance of the workload with this fingerprint. */
  record Start(int ordinal, Digest fingerprint) implements RolloutAction {}

  /** Gives a healthy instance traffic. */
  record Admit(InstanceId instance) implements RolloutAction {}

  /** Takes an instance's traffic away for good, as the first step to its end. */
  record Drain(InstanceId instance) implements RolloutAction {}

  /** Tells a drained instance to end. */
  record Terminate(InstanceId instance) implements RolloutAction {}

  /** Ends an instance that did not end in time when it was told to. */
  record Kill(InstanceId instance) implements RolloutAction {}

  /** Starts a crashed instance again: its back-off is over. */
  record Restart(InstanceId instance) implements RolloutAction {}

  /** Ends an instance that runs but does not work, so that it is started again. */
  record Recycle(InstanceId instance) implements RolloutAction {}

  /** Drops what is left of a crashed instance that nobody needs. */
  record Forget(InstanceId instance) implements RolloutAction {}

  /** Every wanted instance serves and nothing else runs but what drains. */
  record Complete() implements RolloutAction {}

  /**
   * Gives the rollout up. Evidence must be taken before anything else is done.
   *
   * @param culprit the instance that tells the story; empty when none was ever started
   * @param held new instances that stay for inspection
   */
  record GiveUp(Optional<InstanceId> culprit, Reason reason, List<InstanceId> held)
      implements RolloutAction {
    public GiveUp {
      held = List.copyOf(held);
    }
  }

  /** Nothing to do before {@code until}, unless something happens; then plan again. */
  record Wait(Instant until) implements RolloutAction {}

  /** Why a rollout is given up. */
  enum Reason {
    /** A new instance ended again and again. */
    EXITED,
    /** A new instance could not be started at all. */
    REFUSED,
    /** A new instance was not healthy within its grace. */
    NEVER_READY,
    /** Not every new instance served in time. */
    DEADLINE
  }
}
