package np.local.supervise;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import np.model.Exit;
import np.model.InstanceId;
import np.model.Workload;
import np.plan.InstancePhase;
import np.plan.RolloutGoal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the processes of a workload again after the node's own death. */
final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

  private final WorkloadState state;
  private final InstanceRunner runner;
  private final PortAllocator ports;
  private final DrainWatch drains;

  Adoption(WorkloadState state, InstanceRunner runner, PortAllocator ports, DrainWatch drains) {
    this.state = state;
    this.runner = runner;
    this.ports = ports;
    this.drains = drains;
  }

  /** Which instances run. What ended meanwhile is started again at once: nobody saw it crash. */
  Set<InstanceId> adopt() {
    extendDeadline();
    Set<InstanceId> found = new HashSet<>();
    for (InstanceRecord each : state.record().instances()) {
      Workload version = state.record().versionOf(each);
      Optional<LiveInstance> live = runner.adopt(version, each);
      if (live.isPresent()) {
        found.add(each.id());
        adopted(version, each, live.get());
      } else {
        lost(each);
      }
    }
    LOG.info("workload={} adopted={}", state.id(), found);
    return found;
  }

  /** The time that the node was away does not count. */
  private void extendDeadline() {
    RolloutGoal goal = state.record().goal();
    if (goal.stage() == RolloutGoal.Stage.ROLLING) {
      Instant deadline = drains.clock().instant().plus(goal.wanted().update().timeout());
      state.change(record -> record.until(deadline));
    }
  }

  private void adopted(Workload version, InstanceRecord instance, LiveInstance live) {
    InstanceId id = instance.id();
    state.lives(id, live);
    if (instance.phase() instanceof InstancePhase.Draining draining) {
      drains.begin(id, draining.until());
    }
    if (instance.phase() instanceof InstancePhase.Starting) {
      Instant readyBy = drains.clock().instant().plus(HealthRules.of(version).grace());
      state.change(id, each -> each.in(new InstancePhase.Starting(readyBy)));
    }
  }

  private void lost(InstanceRecord instance) {
    InstanceId id = instance.id();
    switch (instance.phase()) {
      case InstancePhase.Draining draining -> forget(instance);
      case InstancePhase.Stopping stopping -> forget(instance);
      case InstancePhase.Held held -> state.change(id, this::ended);
      case InstancePhase.Crashed crashed -> {}
      default -> {
        InstancePhase down =
            new InstancePhase.Crashed(drains.clock().instant(), InstancePhase.Fault.EXITED);
        state.change(id, each -> ended(each).in(down));
      }
    }
  }

  private InstanceRecord ended(InstanceRecord instance) {
    return instance.process().isPresent() ? instance.ended(new Exit.Unknown()) : instance;
  }

  private void forget(InstanceRecord instance) {
    ports.release(instance.port());
    state.forget(instance.id());
  }
}
