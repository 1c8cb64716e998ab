package np.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import np.model.InstanceId;
import np.model.UpdatePolicy;
import np.plan.InstancePhase.Crashed;
import np.plan.InstancePhase.Fault;
import np.plan.InstancePhase.Starting;
import np.plan.InstancePhase.Unhealthy;
import np.plan.RolloutAction.GiveUp;
import np.plan.RolloutAction.Reason;

/** Finds out whether a rollout cannot succeed any more. */
final class RolloutFailure {
  private RolloutFailure() {}

  static Optional<GiveUp> find(RolloutGoal goal, Roster roster, Instant now) {
    Stream<GiveUp> failed =
        roster.fresh().stream()
            .limit(roster.count())
            .flatMap(
                each ->
                    reason(each, now).stream()
                        .map(why -> giveUp(goal, roster, Optional.of(each.id()), why)));
    return failed.findFirst().or(() -> late(goal, roster, now));
  }

  private static Optional<Reason> reason(ObservedInstance instance, Instant now) {
    return switch (instance.phase()) {
      case Crashed crashed when crashed.fault() == Fault.REFUSED -> Optional.of(Reason.REFUSED);
      case Crashed crashed when instance.crashes() >= Patience.CRASHES_OF_A_ROLLOUT ->
          Optional.of(Reason.EXITED);
      case Starting starting when !starting.readyBy().isAfter(now) ->
          Optional.of(Reason.NEVER_READY);
      default -> Optional.empty();
    };
  }

  private static Optional<GiveUp> late(RolloutGoal goal, Roster roster, Instant now) {
    if (goal.deadline().isAfter(now)) {
      return Optional.empty();
    }
    Optional<InstanceId> culprit =
        roster.fresh().stream()
            .filter(each -> !each.serves())
            .map(ObservedInstance::id)
            .findFirst();
    return Optional.of(giveUp(goal, roster, culprit, Reason.DEADLINE));
  }

  private static GiveUp giveUp(
      RolloutGoal goal, Roster roster, Optional<InstanceId> culprit, Reason reason) {
    boolean hold = goal.wanted().update().onFailure() == UpdatePolicy.OnFailure.PAUSE;
    List<InstanceId> held =
        roster.fresh().stream()
            .filter(each -> hold && !each.serves() && !(each.phase() instanceof Unhealthy))
            .map(ObservedInstance::id)
            .toList();
    return new GiveUp(culprit, reason, held);
  }
}
