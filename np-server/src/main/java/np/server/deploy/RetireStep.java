package np.server.deploy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import np.model.StopPolicy;
import np.model.Workload;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import np.server.apps.Deployment.Kind;

/** Removes workloads that the app does not want any more. */
final class RetireStep implements StepRunner {
  private final Tools tools;

  RetireStep(Tools tools) {
    this.tools = tools;
  }

  @Override
  public StepResult run(Job job) {
    Map<WorkloadId, Duration> leftOver = leftOver(job);
    if (leftOver.isEmpty()) {
      return StepResult.NOTHING;
    }
    String names =
        leftOver.keySet().stream()
            .map(id -> id.process().value())
            .sorted()
            .collect(Collectors.joining(", "));
    job.journal().begin(Step.RETIRE, Step.RETIRE.event(), names);
    leftOver.forEach(tools.engine()::remove);
    return new StepResult.Done(names + " removed");
  }

  /** Whatever the engine has of the app, or may have, with the time that ending it may take. */
  private Map<WorkloadId, Duration> leftOver(Job job) {
    Map<WorkloadId, Duration> known = new HashMap<>();
    tools.board().of(job.app()).stream()
        .map(WorkloadStatus::id)
        .filter(id -> tools.engine().observe(id).isPresent())
        .forEach(id -> known.put(id, grace(StopPolicy.DEFAULT)));
    job.before().workloads().forEach(each -> known.put(each.id(), grace(each.stop())));
    if (job.deployment().kind() != Kind.DESTROY) {
      job.wanted().workloads().stream().map(Workload::id).forEach(known::remove);
    }
    return known;
  }

  static Duration grace(StopPolicy stop) {
    return stop.drain().plus(stop.timeout());
  }
}
