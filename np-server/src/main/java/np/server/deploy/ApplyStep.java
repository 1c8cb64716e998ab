package np.server.deploy;

import java.util.List;
import java.util.stream.Collectors;
import np.model.Workload;

/** Tells the engine what must run. */
final class ApplyStep implements StepRunner {
  private final Tools tools;

  ApplyStep(Tools tools) {
    this.tools = tools;
  }

  @Override
  public StepResult run(Job job) {
    List<Workload> workloads = job.wanted().workloads();
    if (workloads.isEmpty()) {
      return StepResult.NOTHING;
    }
    List<String> warnings = new RoomCheck(tools.engine()).look(job);
    String counts =
        workloads.stream()
            .map(each -> each.id().process() + " " + each.count())
            .collect(Collectors.joining(", "));
    String event = job.switchesOff() ? Step.RETIRE.event() : Step.APPLY.event();
    job.journal().begin(Step.APPLY, event, job.switchesOff() ? "stopping" : counts);
    warnings.forEach(line -> job.journal().progress(event, line));
    workloads.forEach(tools.engine()::apply);
    return StepResult.NOTHING;
  }
}
