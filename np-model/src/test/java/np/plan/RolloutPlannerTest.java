package np.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import np.model.InstanceId;
import np.model.Port;
import np.model.UpdatePolicy.Strategy;
import np.model.Workload;
import np.plan.InstancePhase.Crashed;
import np.plan.InstancePhase.Fault;
import np.plan.InstancePhase.Serving;
import np.plan.InstancePhase.Starting;
import np.plan.InstancePhase.Unhealthy;
import np.plan.RolloutAction.Admit;
import np.plan.RolloutAction.Drain;
import np.plan.RolloutAction.GiveUp;
import np.plan.RolloutAction.Reason;
import np.plan.RolloutAction.Recycle;
import np.plan.RolloutAction.Restart;
import np.plan.RolloutAction.Start;
import np.plan.RolloutAction.Wait;
import np.plan.RolloutGoal.Stage;
import org.junit.jupiter.api.Test;

final class RolloutPlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofMinutes(5));
  private static final Instant SOON = NOW.plusSeconds(30);

  private static RolloutGoal rolling(Workload wanted, Workload stable) {
    return new RolloutGoal(wanted, LATER, Optional.of(stable), Stage.ROLLING);
  }

  private static ObservedInstance one(String id, int release, InstancePhase phase) {
    return crashed(id, release, phase, 0);
  }

  private static ObservedInstance crashed(
      String id, int release, InstancePhase phase, int crashes) {
    int ordinal = Integer.parseInt(id.substring(4));
    return new ObservedInstance(
        new InstanceId(id), ordinal, Workloads.version(release, 1).fingerprint(), phase, crashes);
  }

  private static List<RolloutAction> plan(RolloutGoal goal, ObservedInstance... observed) {
    return RolloutPlanner.plan(goal, List.of(observed), NOW).stream()
        .filter(action -> !(action instanceof Wait))
        .toList();
  }

  private static InstanceId id(String value) {
    return new InstanceId(value);
  }

  @Test
  void aCrashLoopEndsTheRolloutAfterThreeCrashes() {
    RolloutGoal goal = rolling(Workloads.version(2, 1), Workloads.version(1, 1));
    ObservedInstance old = one("old-1", 1, new Serving(NOW));
    Crashed down = new Crashed(NOW.minusSeconds(1), Fault.EXITED);

    assertThat(plan(goal, old, crashed("new-1", 2, down, 1)))
        .containsExactly(new Restart(id("new-1")));
    assertThat(plan(goal, old, crashed("new-1", 2, down, 3)))
        .containsExactly(new GiveUp(Optional.of(id("new-1")), Reason.EXITED, List.of()));
  }

  @Test
  void aNewInstancePastItsGraceEndsTheRollout() {
    RolloutGoal goal = rolling(Workloads.version(2, 1), Workloads.version(1, 1));

    assertThat(plan(goal, one("new-1", 2, new Starting(NOW))))
        .containsExactly(new GiveUp(Optional.of(id("new-1")), Reason.NEVER_READY, List.of()));
  }

  @Test
  void theDeadlineEndsTheRollout() {
    RolloutGoal goal =
        new RolloutGoal(Workloads.version(2, 1), NOW, Optional.empty(), Stage.ROLLING);

    assertThat(plan(goal, one("new-1", 2, new Starting(SOON))))
        .containsExactly(new GiveUp(Optional.of(id("new-1")), Reason.DEADLINE, List.of()));
  }

  @Test
  void stoppingAnAppThatCrashesAllTheTimeIsNoFailure() {
    RolloutGoal goal = rolling(Workloads.version(1, 0), Workloads.version(1, 1));

    assertThat(plan(goal, crashed("web-1", 1, new Crashed(NOW, Fault.EXITED), 9)))
        .containsExactly(new RolloutAction.Forget(id("web-1")));
  }

  @Test
  void theOldGoesWhenTheNewServes() {
    RolloutGoal goal = rolling(Workloads.version(2, 1), Workloads.version(1, 1));
    ObservedInstance old = one("old-1", 1, new Serving(NOW));

    assertThat(plan(goal, old))
        .containsExactly(new Start(1, Workloads.version(2, 1).fingerprint()));
    assertThat(plan(goal, old, one("new-1", 2, new Starting(SOON)))).isEmpty();
    assertThat(plan(goal, old, one("new-1", 2, new InstancePhase.Ready())))
        .containsExactly(new Admit(id("new-1")), new Drain(id("old-1")));
  }

  @Test
  void blueAndGreenChangePlacesAtOnce() {
    Workload green =
        Workloads.version(2, 2, Workloads.policy(new Strategy.BlueGreen()), new Port.Assigned());
    RolloutGoal goal = rolling(green, Workloads.version(1, 2));
    ObservedInstance blue = one("old-1", 1, new Serving(NOW));
    ObservedInstance first = one("new-1", 2, new InstancePhase.Ready());

    assertThat(plan(goal, blue, first, one("new-2", 2, new Starting(SOON)))).isEmpty();
    assertThat(plan(goal, blue, first, one("new-2", 2, new InstancePhase.Ready())))
        .containsExactly(new Admit(id("new-1")), new Admit(id("new-2")), new Drain(id("old-1")));
  }

  @Test
  void aFixedPortIsGivenUpBeforeItIsTaken() {
    Workload wanted =
        Workloads.version(2, 1, Workloads.policy(new Strategy.Rolling(1)), new Port.Fixed(3000));
    RolloutGoal goal = rolling(wanted, Workloads.version(1, 1));

    assertThat(plan(goal, one("old-1", 1, new Serving(NOW))))
        .containsExactly(new Drain(id("old-1")));
    assertThat(plan(goal, one("old-1", 1, new InstancePhase.Stopping(SOON)))).isEmpty();
    assertThat(plan(goal)).containsExactly(new Start(1, wanted.fingerprint()));
  }

  @Test
  void anUnhealthyInstanceIsStartedAgainOnlyWhenAnotherServes() {
    Workload web = Workloads.version(1, 2);
    RolloutGoal goal = new RolloutGoal(web, LATER, Optional.of(web), Stage.SETTLED);
    Unhealthy longSince = new Unhealthy(NOW.minusSeconds(60));

    assertThat(plan(goal, one("web-1", 1, longSince), one("web-2", 1, new Serving(NOW))))
        .containsExactly(new Recycle(id("web-1")));
    assertThat(plan(goal, one("web-1", 1, longSince), one("web-2", 1, longSince))).isEmpty();
  }

  @Test
  void theBackOffDoublesUpToAMinute() {
    assertThat(List.of(0, 1, 2, 3, 6, 7, 50).stream().map(Patience::backOff).toList())
        .extracting(Duration::toSeconds)
        .containsExactly(0L, 1L, 2L, 4L, 32L, 60L, 60L);
  }
}
