package np.local.supervise;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import np.local.process.ProcessRef;
import np.model.Exit;
import np.model.InstanceId;
import np.model.Workload;
import np.plan.InstancePhase;
import np.plan.Patience;
import np.plan.RolloutGoal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what happened into what is remembered. */
final class EventHandler {
  private static final Logger LOG = LoggerFactory.getLogger(EventHandler.class);

  private final WorkloadState state;
  private final PortAllocator ports;
  private final InstantSource clock;
  private final List<Receipt> written = new ArrayList<>();

  EventHandler(WorkloadState state, PortAllocator ports, InstantSource clock) {
    this.state = state;
    this.ports = ports;
    this.clock = clock;
  }

  void handle(LoopEvent event) {
    switch (event) {
      case LoopEvent.Applied applied -> write(applied.receipt(), () -> want(applied.wanted()));
      case LoopEvent.Removed removed -> write(removed.receipt(), () -> remove(removed.grace()));
      case LoopEvent.Exited exited when isCurrent(exited.id(), exited.process()) ->
          ended(exited.id(), exited.exit());
      case LoopEvent.Healthy healthy when isCurrent(healthy.id(), healthy.process()) ->
          state.change(healthy.id(), this::healthy);
      case LoopEvent.Unhealthy unhealthy when isCurrent(unhealthy.id(), unhealthy.process()) ->
          state.change(unhealthy.id(), this::unhealthy);
      case LoopEvent.Drained drained -> state.change(drained.id(), this::drained);
      case LoopEvent.Exited _, LoopEvent.Healthy _, LoopEvent.Unhealthy _, LoopEvent.NotYet _ -> {}
    }
  }

  /** Tells those whose wishes are on disk; by now everybody can see them. */
  void acknowledge() {
    written.forEach(Receipt::give);
    written.clear();
  }

  /**
   * Wishes are on disk before anybody is told that they are taken. One that changes nothing has
   * been there for long, also where nothing can be written now.
   */
  private void write(Receipt receipt, Runnable wish) {
    WorkloadRecord before = state.record();
    try {
      wish.run();
      if (!state.record().equals(before)) {
        state.save();
      }
      written.add(receipt);
    } catch (RuntimeException e) {
      state.change(record -> before);
      receipt.refuse(e);
    }
  }

  /** The same wish again changes nothing, unless it had failed: then it is tried again. */
  private void want(Workload wanted) {
    RolloutGoal goal = state.record().goal();
    boolean same = goal.wanted().equals(wanted) && state.record().removeBy().isEmpty();
    if (same && goal.stage() != RolloutGoal.Stage.FAILED) {
      return;
    }
    Instant deadline = clock.instant().plus(wanted.update().timeout());
    state.change(
        record ->
            record.wanting(
                new RolloutGoal(wanted, deadline, goal.stable(), RolloutGoal.Stage.ROLLING)));
  }

  private void remove(Duration grace) {
    Instant end = clock.instant().plus(grace);
    want(state.record().goal().wanted().withCount(0));
    state.change(record -> record.removedBy(end));
    for (InstanceRecord each : state.record().instances()) {
      state.change(each.id(), instance -> hurried(instance));
    }
  }

  /** Those that are on their way out already must not take longer than is left now. */
  private InstanceRecord hurried(InstanceRecord instance) {
    StopTimes times = StopTimes.of(state.record(), instance, clock.instant());
    return switch (instance.phase()) {
      case InstancePhase.Draining draining when draining.until().isAfter(times.drainedBy()) ->
          instance.in(new InstancePhase.Draining(times.drainedBy()));
      case InstancePhase.Stopping stopping when stopping.killAt().isAfter(times.killAt()) ->
          instance.in(new InstancePhase.Stopping(times.killAt()));
      default -> instance;
    };
  }

  private boolean isCurrent(InstanceId id, ProcessRef process) {
    return state
        .record()
        .find(id)
        .flatMap(InstanceRecord::process)
        .filter(process::equals)
        .isPresent();
  }

  private void ended(InstanceId id, Exit exit) {
    InstanceRecord instance = state.record().find(id).orElseThrow();
    LOG.info("instance={} pid={} state=ended: {}", id, pid(instance), exit.why());
    state.ended(id);
    switch (instance.phase()) {
      case InstancePhase.Draining draining -> forget(instance);
      case InstancePhase.Stopping stopping -> forget(instance);
      case InstancePhase.Held held -> state.change(id, each -> each.ended(exit));
      default -> state.change(id, each -> crashed(each.ended(exit)));
    }
  }

  private static long pid(InstanceRecord instance) {
    return instance.process().map(ProcessRef::pid).orElse(0L);
  }

  private void forget(InstanceRecord instance) {
    ports.release(instance.port());
    state.forget(instance.id());
  }

  private InstanceRecord crashed(InstanceRecord instance) {
    Instant now = clock.instant();
    boolean forgiven =
        instance.phase() instanceof InstancePhase.Serving serving
            && !serving.since().plus(Patience.FORGIVEN_AFTER).isAfter(now);
    int crashes = forgiven ? 1 : instance.crashes() + 1;
    return instance.crashed(crashes).in(new InstancePhase.Crashed(now, InstancePhase.Fault.EXITED));
  }

  private InstanceRecord healthy(InstanceRecord instance) {
    return switch (instance.phase()) {
      case InstancePhase.Starting starting -> instance.in(new InstancePhase.Ready());
      case InstancePhase.Unhealthy unhealthy ->
          instance.in(new InstancePhase.Serving(clock.instant()));
      default -> instance;
    };
  }

  private InstanceRecord unhealthy(InstanceRecord instance) {
    return switch (instance.phase()) {
      case InstancePhase.Serving serving ->
          instance.in(new InstancePhase.Unhealthy(clock.instant()));
      case InstancePhase.Ready ready -> instance.in(new InstancePhase.Starting(readyBy(instance)));
      default -> instance;
    };
  }

  /** It has not had traffic yet, so it starts over. */
  private Instant readyBy(InstanceRecord instance) {
    return clock.instant().plus(HealthRules.of(state.record().versionOf(instance)).grace());
  }

  private InstanceRecord drained(InstanceRecord instance) {
    return instance.phase() instanceof InstancePhase.Draining
        ? instance.in(new InstancePhase.Draining(clock.instant()))
        : instance;
  }
}
