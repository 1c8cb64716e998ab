package np.local.supervise;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import np.local.process.ProcessRef;
import np.model.Endpoint;
import np.model.Endpoints;
import np.model.Exit;
import np.model.InstanceState;
import np.model.InstanceStatus;
import np.model.NpException;
import np.model.Rollout;
import np.model.WorkloadStatus;
import np.plan.InstancePhase;
import np.plan.Patience;
import np.plan.RolloutGoal;

/** Puts what a loop knows into the words of the model. */
final class StatusRenderer {
  private static final String LOOPBACK = "127.0.0.1";

  private final WorkloadState state;

  StatusRenderer(WorkloadState state) {
    this.state = state;
  }

  WorkloadStatus status() {
    WorkloadRecord record = state.record();
    List<InstanceStatus> instances =
        record.instances().stream()
            .sorted(Comparator.comparingInt(InstanceRecord::ordinal))
            .map(this::instance)
            .toList();
    return new WorkloadStatus(
        state.id(),
        record.goal().wanted().count(),
        record.goal().wanted().fingerprint(),
        rollout(record),
        instances);
  }

  /** Where requests may go. */
  Endpoints endpoints() {
    return new Endpoints(
        state.id(),
        state.record().instances().stream()
            .filter(each -> each.phase() instanceof InstancePhase.Serving)
            .flatMap(each -> endpoint(each).stream())
            .toList());
  }

  private static Optional<Endpoint> endpoint(InstanceRecord instance) {
    boolean runs = instance.port() > 0 && instance.process().isPresent();
    return runs
        ? Optional.of(new Endpoint(instance.id(), LOOPBACK, instance.port()))
        : Optional.empty();
  }

  private Rollout rollout(WorkloadRecord record) {
    RolloutGoal goal = record.goal();
    return switch (goal.stage()) {
      case SETTLED -> new Rollout.Complete();
      case FAILED ->
          new Rollout.Failed(goal.wanted().fingerprint(), record.evidence().orElseThrow());
      case ROLLING -> progress(record);
    };
  }

  private Rollout progress(WorkloadRecord record) {
    RolloutGoal goal = record.goal();
    List<InstanceRecord> fresh =
        record.instances().stream()
            .filter(each -> each.fingerprint().equals(goal.wanted().fingerprint()))
            .toList();
    int ready =
        (int) fresh.stream().filter(each -> each.phase() instanceof InstancePhase.Serving).count();
    String why =
        fresh.stream()
            .filter(each -> !(each.phase() instanceof InstancePhase.Serving))
            .map(each -> state.id().process() + "." + each.ordinal() + ": " + whyOf(each))
            .findFirst()
            .orElse("old instances make way");
    return new Rollout.Progressing(ready, goal.wanted().count(), why);
  }

  private InstanceStatus instance(InstanceRecord record) {
    return new InstanceStatus(
        record.id(),
        record.ordinal(),
        record.fingerprint(),
        state(record),
        whyOf(record),
        record.process().map(ProcessRef::pid).orElse(0L),
        endpoint(record),
        record.startedAt(),
        record.restarts(),
        record.lastExit());
  }

  private static InstanceState state(InstanceRecord record) {
    return switch (record.phase()) {
      case InstancePhase.Starting starting -> InstanceState.STARTING;
      case InstancePhase.Ready ready -> InstanceState.STARTING;
      case InstancePhase.Serving serving -> InstanceState.RUNNING;
      case InstancePhase.Unhealthy unhealthy -> InstanceState.UNHEALTHY;
      case InstancePhase.Recycling recycling -> InstanceState.UNHEALTHY;
      case InstancePhase.Crashed crashed -> InstanceState.CRASHED;
      case InstancePhase.Held held ->
          record.process().isPresent() ? InstanceState.UNHEALTHY : InstanceState.STOPPED;
      case InstancePhase.Draining draining -> InstanceState.STOPPING;
      case InstancePhase.Stopping stopping -> InstanceState.STOPPING;
    };
  }

  private String whyOf(InstanceRecord record) {
    String why = why(record);
    return why.isEmpty() || state.trouble().isEmpty() ? why : why + "; " + state.trouble();
  }

  private String why(InstanceRecord record) {
    return switch (record.phase()) {
      case InstancePhase.Starting starting -> health(record);
      case InstancePhase.Ready ready ->
          record.port() > 0
              ? "healthy; gets traffic when all new ones are"
              : "healthy; waits for the other new ones";
      case InstancePhase.Serving serving -> "";
      case InstancePhase.Unhealthy unhealthy -> lastAnswer(record);
      case InstancePhase.Recycling recycling -> "is started again: " + lastAnswer(record);
      case InstancePhase.Crashed crashed -> crash(record);
      case InstancePhase.Held held -> "held for inspection";
      case InstancePhase.Draining draining -> "finishes what is in flight";
      case InstancePhase.Stopping stopping -> "was told to end";
    };
  }

  private String health(InstanceRecord record) {
    return state.living(record.id()).map(each -> each.health().summary()).orElse("starts");
  }

  private String lastAnswer(InstanceRecord record) {
    return state
        .living(record.id())
        .map(each -> each.health().lastAnswer())
        .filter(answer -> !answer.isEmpty())
        .orElse("fails its probes");
  }

  private String crash(InstanceRecord record) {
    String what =
        state
            .refusal(record.id())
            .map(NpException::getMessage)
            .or(() -> record.lastExit().map(Exit::why))
            .orElse("was not started");
    return what + "; starts again " + Patience.backOff(record.crashes()).toSeconds() + " s later";
  }
}
