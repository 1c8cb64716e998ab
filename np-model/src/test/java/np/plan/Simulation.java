package np.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import np.model.Digest;
import np.model.InstanceId;
import np.model.Port;
import np.model.UpdatePolicy;
import np.model.UpdatePolicy.Strategy;
import np.model.Workload;
import np.plan.InstancePhase.Crashed;
import np.plan.InstancePhase.Draining;
import np.plan.InstancePhase.Fault;
import np.plan.InstancePhase.Held;
import np.plan.InstancePhase.Ready;
import np.plan.InstancePhase.Recycling;
import np.plan.InstancePhase.Serving;
import np.plan.InstancePhase.Starting;
import np.plan.InstancePhase.Stopping;
import np.plan.InstancePhase.Unhealthy;
import np.plan.RolloutGoal.Stage;

/** A machine made of dice: carries plans out, lets instances crash, recover and take their time. */
final class Simulation {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final int TROUBLED_STEPS = 25;
  private static final int MOST_STEPS = 600;

  private final Random random;
  private final boolean broken;
  private final Map<InstanceId, ObservedInstance> instances = new LinkedHashMap<>();
  private RolloutGoal goal;
  private Instant now = START;
  private int steps;
  private int names;

  private Simulation(Random random, RolloutGoal goal, boolean broken) {
    this.random = random;
    this.goal = goal;
    this.broken = broken;
  }

  /** Any instances in any phase, any goal; the release works, apart from bad luck. */
  static Simulation random(Random random) {
    Workload wanted = anyWorkload(random, 2, Duration.ofDays(1));
    Optional<Workload> stable =
        random.nextBoolean()
            ? Optional.of(anyWorkload(random, 1 + random.nextInt(2), Duration.ofDays(1)))
            : Optional.empty();
    Stage stage = stable.isPresent() ? pick(random, Stage.values()) : Stage.ROLLING;
    Simulation simulation =
        new Simulation(
            random,
            new RolloutGoal(wanted, START.plus(wanted.update().timeout()), stable, stage),
            false);
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      simulation.add(1 + random.nextInt(3), simulation.anyPhase());
    }
    return simulation;
  }

  /** A stable release that serves, and a new one whose instances never do. */
  static Simulation brokenRelease(Random random) {
    int count = 1 + random.nextInt(4);
    Workload wanted = anyWorkload(random, 2, Duration.ofMinutes(5)).withCount(count);
    Workload stable = Workloads.version(1, 1 + random.nextInt(4));
    Simulation simulation =
        new Simulation(
            random,
            new RolloutGoal(
                wanted, START.plus(wanted.update().timeout()), Optional.of(stable), Stage.ROLLING),
            true);
    for (int i = 0; i < stable.count(); i++) {
      simulation.add(1, new Serving(START));
    }
    return simulation;
  }

  private static Workload anyWorkload(Random random, int release, Duration timeout) {
    Strategy strategy =
        switch (random.nextInt(4)) {
          case 0 -> new Strategy.BlueGreen();
          case 1 -> new Strategy.Recreate();
          default -> new Strategy.Rolling(1 + random.nextInt(3));
        };
    boolean fixed = random.nextInt(6) == 0;
    UpdatePolicy policy = new UpdatePolicy(strategy, timeout, UpdatePolicy.OnFailure.ROLLBACK);
    return Workloads.version(
        release,
        fixed ? random.nextInt(2) : random.nextInt(6),
        policy,
        fixed ? new Port.Fixed(3000) : new Port.Assigned());
  }

  RolloutGoal goal() {
    return goal;
  }

  List<RolloutAction> plan() {
    return RolloutPlanner.plan(goal, List.copyOf(instances.values()), now);
  }

  boolean isAsWanted() {
    Optional<Workload> target = goal.target();
    int count = target.map(Workload::count).orElse(0);
    return instances.size() == count
        && instances.values().stream()
            .allMatch(
                each ->
                    each.serves() && each.fingerprint().equals(target.orElseThrow().fingerprint()));
  }

  void run() {
    while (steps++ < MOST_STEPS && (troubled() || !isAsWanted() || !plan().isEmpty())) {
      List<RolloutAction> plan = plan();
      checkThatSomethingServesOn(plan);
      boolean acted = false;
      for (RolloutAction action : plan) {
        acted |= carryOut(action);
      }
      live();
      if (!acted) {
        now = now.plusSeconds(1);
      }
    }
  }

  private void checkThatSomethingServesOn(List<RolloutAction> plan) {
    boolean gapAllowed =
        goal.strategy() instanceof Strategy.Recreate
            || goal.target().map(Workload::count).orElse(0) == 0;
    List<InstanceId> before = serving();
    if (gapAllowed || before.isEmpty()) {
      return;
    }
    List<InstanceId> after = new ArrayList<>(before);
    for (RolloutAction action : plan) {
      switch (action) {
        case RolloutAction.Admit admit -> after.add(admit.instance());
        case RolloutAction.Drain drain -> after.remove(drain.instance());
        case RolloutAction.Recycle recycle -> after.remove(recycle.instance());
        default -> {}
      }
    }
    assertThat(after).as("%s of %s", plan, this).isNotEmpty();
  }

  private List<InstanceId> serving() {
    return instances.values().stream()
        .filter(ObservedInstance::serves)
        .map(ObservedInstance::id)
        .toList();
  }

  /** Whether it changed anything. */
  private boolean carryOut(RolloutAction action) {
    switch (action) {
      case RolloutAction.Start start -> started(start.ordinal(), start.fingerprint());
      case RolloutAction.Admit admit -> turn(admit.instance(), new Serving(now));
      case RolloutAction.Drain drain -> turn(drain.instance(), new Draining(now.plusSeconds(30)));
      case RolloutAction.Terminate end -> turn(end.instance(), new Stopping(now.plusSeconds(10)));
      case RolloutAction.Kill kill -> ended(find(kill.instance()));
      case RolloutAction.Restart again -> turn(again.instance(), new Starting(now.plus(GRACE)));
      case RolloutAction.Recycle again ->
          turn(again.instance(), new Recycling(now.plusSeconds(10)));
      case RolloutAction.Forget forget -> instances.remove(forget.instance());
      case RolloutAction.Complete complete -> settle();
      case RolloutAction.GiveUp giveUp -> goal = staged(Stage.FAILED, goal.stable());
      case RolloutAction.Wait wait -> {
        return false;
      }
    }
    return true;
  }

  private void settle() {
    goal = staged(Stage.SETTLED, Optional.of(goal.wanted()));
  }

  private RolloutGoal staged(Stage stage, Optional<Workload> stable) {
    return new RolloutGoal(goal.wanted(), goal.deadline(), stable, stage);
  }

  /** What instances do by themselves while time passes. */
  private void live() {
    for (ObservedInstance each : List.copyOf(instances.values())) {
      switch (each.phase()) {
        case Starting starting -> starting(each);
        case Serving serving -> serving(each);
        case Unhealthy unhealthy when chance(3) -> turn(each.id(), new Serving(now));
        case Draining draining when chance(3) -> turn(each.id(), new Draining(now));
        case Stopping stopping when chance(2) -> ended(each);
        case Recycling recycling when chance(2) -> ended(each);
        default -> {}
      }
    }
  }

  private void starting(ObservedInstance each) {
    boolean bad = broken && each.fingerprint().equals(goal.wanted().fingerprint());
    if (bad ? chance(4) : troubled() && chance(8)) {
      ended(each);
    } else if (!bad && chance(2)) {
      turn(each.id(), new Ready());
    }
  }

  private void serving(ObservedInstance each) {
    if (troubled() && chance(12)) {
      ended(each);
    } else if (troubled() && chance(12)) {
      turn(each.id(), new Unhealthy(now));
    }
  }

  private void ended(ObservedInstance each) {
    if (each.isLeaving()) {
      instances.remove(each.id());
      return;
    }
    instances.put(
        each.id(),
        new ObservedInstance(
            each.id(),
            each.ordinal(),
            each.fingerprint(),
            new Crashed(now, Fault.EXITED),
            each.crashes() + 1));
  }

  private void turn(InstanceId id, InstancePhase phase) {
    ObservedInstance old = find(id);
    int crashes = phase instanceof Serving ? 0 : old.crashes();
    instances.put(id, new ObservedInstance(id, old.ordinal(), old.fingerprint(), phase, crashes));
  }

  private ObservedInstance find(InstanceId id) {
    return Objects.requireNonNull(instances.get(id), id::value);
  }

  private void started(int ordinal, Digest fingerprint) {
    InstanceId id = new InstanceId("web-" + names++);
    instances.put(
        id, new ObservedInstance(id, ordinal, fingerprint, new Starting(now.plus(GRACE)), 0));
  }

  private void add(int release, InstancePhase phase) {
    InstanceId id = new InstanceId("web-" + names++);
    Digest fingerprint = Workloads.version(release, 1).fingerprint();
    instances.put(id, new ObservedInstance(id, names, fingerprint, phase, 0));
  }

  private InstancePhase anyPhase() {
    return switch (random.nextInt(10)) {
      case 0 -> new Starting(now.plusSeconds(random.nextInt(30)));
      case 1 -> new Ready();
      case 2 -> new Unhealthy(now);
      case 3 -> new Crashed(now, Fault.EXITED);
      case 4 -> new Recycling(now.plusSeconds(5));
      case 5 -> new Held();
      case 6 -> new Draining(now.plusSeconds(5));
      case 7 -> new Stopping(now.plusSeconds(5));
      default -> new Serving(now);
    };
  }

  private boolean troubled() {
    return steps < TROUBLED_STEPS;
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  @Override
  public String toString() {
    return goal
        + " with "
        + instances.values().stream()
            .sorted(Comparator.comparing(each -> each.id().value()))
            .toList();
  }
}
