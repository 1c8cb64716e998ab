package np.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.model.Digest;
import np.plan.RolloutAction.Kill;
import np.plan.RolloutAction.Recycle;
import np.plan.RolloutAction.Restart;

/** One run of the planner: collects the steps of one plan. */
final class RolloutPass {
  private final RolloutGoal goal;
  private final List<ObservedInstance> observed;
  private final Instant now;
  private final Roster roster;
  private final List<RolloutAction> actions = new ArrayList<>();

  RolloutPass(RolloutGoal goal, List<ObservedInstance> observed, Instant now) {
    this.goal = goal;
    this.observed = observed;
    this.now = now;
    this.roster = Roster.of(goal.target(), observed);
  }

  List<RolloutAction> plan() {
    roster.leaving().forEach(this::seeOff);
    if (goal.isPaused()) {
      keepAlive(observed, false);
      return actions;
    }
    if (goal.stage() == RolloutGoal.Stage.ROLLING && isOver()) {
      return actions;
    }
    replace();
    return actions;
  }

  /** Whether the rollout ends with this pass; nothing else is planned then. */
  private boolean isOver() {
    if (roster.isComplete()) {
      actions.add(new RolloutAction.Complete());
      return true;
    }
    Optional<RolloutAction.GiveUp> failure = RolloutFailure.find(goal, roster, now);
    failure.ifPresentOrElse(
        actions::add, () -> actions.add(new RolloutAction.Wait(goal.deadline())));
    return failure.isPresent();
  }

  private void replace() {
    boolean exclusive = goal.target().filter(RolloutGoal::hasFixedPort).isPresent();
    Replacement step = Replacement.by(goal.strategy(), exclusive, roster);
    List<ObservedInstance> keptFresh = first(roster.fresh(), roster.count());
    List<ObservedInstance> keptStale = first(roster.stale(), step.keepStale());
    if (step.admit()) {
      keptFresh.stream().filter(ObservedInstance::isReady).forEach(this::admit);
    }
    rest(roster.fresh(), roster.count()).forEach(this::dismiss);
    rest(roster.stale(), step.keepStale()).forEach(this::dismiss);
    roster.held().forEach(this::dismiss);
    start(step.starts());
    keepAlive(keptFresh, step.crowded());
    keepAlive(keptStale, step.crowded());
  }

  private void admit(ObservedInstance instance) {
    actions.add(new RolloutAction.Admit(instance.id()));
  }

  private void start(int count) {
    Optional<Digest> fingerprint = roster.fingerprint();
    for (int ordinal : roster.freeOrdinals(count)) {
      fingerprint.ifPresent(each -> actions.add(new RolloutAction.Start(ordinal, each)));
    }
  }

  private void dismiss(ObservedInstance instance) {
    boolean down = instance.phase() instanceof InstancePhase.Crashed;
    actions.add(
        down ? new RolloutAction.Forget(instance.id()) : new RolloutAction.Drain(instance.id()));
  }

  private void seeOff(ObservedInstance instance) {
    if (instance.phase() instanceof InstancePhase.Draining draining) {
      due(draining.until(), new RolloutAction.Terminate(instance.id()));
    }
    if (instance.phase() instanceof InstancePhase.Stopping stopping) {
      due(stopping.killAt(), new Kill(instance.id()));
    }
  }

  private void keepAlive(List<ObservedInstance> kept, boolean crowded) {
    kept.forEach(each -> keepAlive(each, crowded));
  }

  private void keepAlive(ObservedInstance one, boolean crowded) {
    switch (one.phase()) {
      case InstancePhase.Crashed crashed when !crowded ->
          due(crashed.at().plus(Patience.backOff(one.crashes())), new Restart(one.id()));
      case InstancePhase.Recycling recycling -> due(recycling.killAt(), new Kill(one.id()));
      case InstancePhase.Starting starting -> due(starting.readyBy(), new Recycle(one.id()));
      case InstancePhase.Unhealthy unhealthy ->
          Patience.withUnhealthy(one, observed)
              .map(unhealthy.since()::plus)
              .ifPresent(when -> due(when, new Recycle(one.id())));
      case InstancePhase.Crashed _,
          InstancePhase.Ready _,
          InstancePhase.Serving _,
          InstancePhase.Held _,
          InstancePhase.Draining _,
          InstancePhase.Stopping _ -> {}
    }
  }

  private void due(Instant when, RolloutAction action) {
    actions.add(when.isAfter(now) ? new RolloutAction.Wait(when) : action);
  }

  private static List<ObservedInstance> first(List<ObservedInstance> all, int count) {
    return all.subList(0, Math.min(count, all.size()));
  }

  private static List<ObservedInstance> rest(List<ObservedInstance> all, int count) {
    return all.subList(Math.min(count, all.size()), all.size());
  }
}
