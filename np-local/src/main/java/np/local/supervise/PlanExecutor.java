package np.local.supervise;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import np.local.process.Running;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.InstanceId;
import np.model.NpException;
import np.model.Port;
import np.model.Workload;
import np.plan.InstancePhase;
import np.plan.RolloutAction;
import np.plan.RolloutGoal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries plans out in two halves: {@link #decide} changes what is remembered, {@link #perform},
 * after that is on disk, does it to the processes.
 */
final class PlanExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(PlanExecutor.class);
  private static final Duration KILL_AGAIN = Duration.ofSeconds(1);

  private final WorkloadState state;
  private final PortAllocator ports;
  private final InstantSource clock;
  private final Tools tools;
  private final List<Runnable> effects = new ArrayList<>();

  /** Who helps. */
  record Tools(
      InstanceRunner runner,
      EvidenceCollector evidence,
      DrainWatch drains,
      Supplier<InstanceId> ids) {}

  PlanExecutor(WorkloadState state, PortAllocator ports, InstantSource clock, Tools tools) {
    this.state = state;
    this.ports = ports;
    this.clock = clock;
    this.tools = tools;
  }

  /** Whether anything changed, or something decided before could not be written down then. */
  boolean decide(List<RolloutAction> plan) {
    plan.forEach(this::decide);
    return !effects.isEmpty()
        || plan.stream().anyMatch(action -> !(action instanceof RolloutAction.Wait));
  }

  /** Does what was decided; what could not be started is remembered as crashed. */
  void perform() {
    List<Runnable> decided = List.copyOf(effects);
    effects.clear();
    decided.forEach(Runnable::run);
  }

  private void decide(RolloutAction action) {
    log(action);
    switch (action) {
      case RolloutAction.Start start -> start(start);
      case RolloutAction.Restart restart -> restart(restart.instance());
      case RolloutAction.Admit admit ->
          state.change(admit.instance(), each -> each.in(new InstancePhase.Serving(now())));
      case RolloutAction.Drain drain -> drain(drain.instance());
      case RolloutAction.Terminate end -> terminate(end.instance());
      case RolloutAction.Recycle recycle -> recycle(recycle.instance());
      case RolloutAction.Kill kill -> kill(kill.instance());
      case RolloutAction.Forget forget -> forget(forget.instance());
      case RolloutAction.Complete complete ->
          state.change(each -> each.staged(RolloutGoal.Stage.SETTLED, Optional.empty()));
      case RolloutAction.GiveUp giveUp -> giveUp(giveUp);
      case RolloutAction.Wait wait -> {}
    }
  }

  private void log(RolloutAction action) {
    if (!(action instanceof RolloutAction.Wait)) {
      LOG.info("workload={} action={}", state.id(), action);
    }
  }

  private void start(RolloutAction.Start start) {
    InstanceRecord instance =
        InstanceRecord.fresh(tools.ids().get(), start.ordinal(), start.fingerprint(), now());
    state.change(record -> record.with(instance));
    startProcess(instance.id());
  }

  private void restart(InstanceId id) {
    state.change(id, each -> each.startedAgain(now()));
    startProcess(id);
  }

  /** The port is taken and written down before anything is started. */
  private void startProcess(InstanceId id) {
    InstanceRecord instance = state.record().find(id).orElseThrow();
    Workload version = state.record().versionOf(instance);
    try {
      int port = port(version, instance);
      Instant readyBy = now().plus(HealthRules.of(version).grace());
      state.change(id, each -> each.at(port).in(new InstancePhase.Starting(readyBy)));
      effects.add(() -> launch(id));
    } catch (NpException e) {
      refuse(id, e);
    }
  }

  private int port(Workload version, InstanceRecord instance) {
    if (instance.port() > 0 && PortAllocator.isFree(instance.port())) {
      return instance.port();
    }
    releasePort(instance);
    return switch (version) {
      case Workload.Worker worker -> 0;
      case Workload.Service service ->
          switch (service.port()) {
            case Port.Assigned assigned -> ports.take();
            case Port.Fixed fixed -> ports.take(fixed.number());
          };
    };
  }

  private void releasePort(InstanceRecord instance) {
    ports.release(instance.port());
    state.change(instance.id(), each -> each.at(0));
  }

  private void launch(InstanceId id) {
    InstanceRecord instance = state.record().find(id).orElseThrow();
    try {
      LiveInstance live = tools.runner().start(state.record().versionOf(instance), instance);
      state.lives(id, live);
      state.change(id, each -> each.running(live.running().ref()));
    } catch (NpException e) {
      refuse(id, e);
    }
  }

  private void refuse(InstanceId id, NpException why) {
    LOG.warn("instance={} state=refused code={}: {}", id, why.code(), why.getMessage());
    boolean passing = why.code() == ErrorCode.START_FAILED;
    InstancePhase.Fault fault = passing ? InstancePhase.Fault.EXITED : InstancePhase.Fault.REFUSED;
    state.refused(id, why);
    state.change(
        id, each -> each.crashed(each.crashes() + 1).in(new InstancePhase.Crashed(now(), fault)));
  }

  private void drain(InstanceId id) {
    if (state.living(id).isEmpty()) {
      forget(id);
      return;
    }
    InstanceRecord instance = state.record().find(id).orElseThrow();
    StopTimes times = StopTimes.of(state.record(), instance, now());
    if (instance.phase() instanceof InstancePhase.Recycling recycling) {
      state.change(id, each -> each.in(new InstancePhase.Stopping(recycling.killAt())));
      return;
    }
    state.change(id, each -> each.in(new InstancePhase.Draining(times.drainedBy())));
    effects.add(() -> tools.drains().begin(id, times.drainedBy()));
  }

  private void terminate(InstanceId id) {
    InstanceRecord instance = state.record().find(id).orElseThrow();
    StopTimes times = StopTimes.of(state.record(), instance, now());
    state.change(id, each -> each.in(new InstancePhase.Stopping(times.killAt())));
    effects.add(() -> signal(id));
  }

  private void recycle(InstanceId id) {
    InstanceRecord instance = state.record().find(id).orElseThrow();
    StopTimes times = StopTimes.of(state.record(), instance, now());
    state.change(id, each -> each.in(new InstancePhase.Recycling(times.killAt())));
    effects.add(() -> signal(id));
  }

  private void signal(InstanceId id) {
    InstanceRecord instance = state.record().find(id).orElseThrow();
    Workload version = state.record().versionOf(instance);
    state.running(id).ifPresent(running -> running.signal(version.stop().signal()));
  }

  private void kill(InstanceId id) {
    Instant again = now().plus(KILL_AGAIN);
    state.change(
        id,
        each ->
            each.in(
                each.phase() instanceof InstancePhase.Recycling
                    ? new InstancePhase.Recycling(again)
                    : new InstancePhase.Stopping(again)));
    effects.add(() -> state.running(id).ifPresent(Running::kill));
  }

  private void forget(InstanceId id) {
    state.record().find(id).ifPresent(each -> ports.release(each.port()));
    state.forget(id);
  }

  private void giveUp(RolloutAction.GiveUp giveUp) {
    Evidence evidence = tools.evidence().collect(state, giveUp);
    LOG.warn(
        "workload={} rollout=failed code={}: {}", state.id(), evidence.code(), evidence.summary());
    state.change(each -> each.staged(RolloutGoal.Stage.FAILED, Optional.of(evidence)));
    giveUp.held().forEach(id -> state.change(id, each -> each.in(new InstancePhase.Held())));
  }

  private Instant now() {
    return clock.instant();
  }
}
