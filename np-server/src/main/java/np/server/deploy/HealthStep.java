package np.server.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.Rollout;
import np.model.Workload;
import np.model.WorkloadStatus;
import np.server.status.Signals;

/** Waits until the engine says that everything wanted serves, or has given up. */
final class HealthStep implements StepRunner {
  /** The engine keeps the deadline; this is for one that has lost it. */
  private static final Duration BEYOND = Duration.ofMinutes(5);

  /** News wakes us; this is for news that got lost. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Tools tools;
  private final Failures failures;

  HealthStep(Tools tools, Failures failures) {
    this.tools = tools;
    this.failures = failures;
  }

  @Override
  public StepResult run(Job job) throws InterruptedException {
    List<Workload> workloads = job.wanted().workloads();
    if (workloads.isEmpty()) {
      return StepResult.NOTHING;
    }
    if (!job.switchesOff()) {
      job.journal().begin(Step.HEALTHY, Step.HEALTHY.event(), "waiting for health");
    }
    Instant deadline = tools.clock().instant().plus(timeout(workloads)).plus(BEYOND);
    try (Signals.Watch news = tools.signals().watch(job.app())) {
      while (true) {
        Optional<StepResult> result = look(job, workloads);
        if (result.isPresent()) {
          return result.get();
        }
        if (tools.clock().instant().isAfter(deadline)) {
          return new StepResult.Failed(failures.rollout(job, overdue()));
        }
        news.await(LOOK_AGAIN);
      }
    }
  }

  private static Duration timeout(List<Workload> workloads) {
    return workloads.stream()
        .map(each -> each.update().timeout())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Evidence overdue() {
    String summary = "np node did not say in time whether it is healthy";
    return new Evidence(
        ErrorCode.NEVER_HEALTHY, "", summary, Optional.empty(), "", List.of(), List.of());
  }

  private Optional<StepResult> look(Job job, List<Workload> workloads) {
    List<String> waiting = new ArrayList<>();
    int ready = 0;
    for (Workload workload : workloads) {
      switch (rollout(workload)) {
        case Rollout.Complete complete -> ready += workload.count();
        case Rollout.Failed failed -> {
          return Optional.of(new StepResult.Failed(failures.rollout(job, failed.evidence())));
        }
        case Rollout.Progressing progress -> {
          ready += progress.ready();
          waiting.add(workload.id().process() + ": " + progress.why());
        }
      }
    }
    return waiting.isEmpty() ? Optional.of(healthy(job, ready)) : wait(job, waiting);
  }

  private static StepResult healthy(Job job, int ready) {
    return job.switchesOff()
        ? new StepResult.Done("stopped")
        : new StepResult.Done(ready + (ready == 1 ? " instance serves" : " instances serve"));
  }

  private static Optional<StepResult> wait(Job job, List<String> waiting) {
    String event = job.switchesOff() ? Step.RETIRE.event() : Step.HEALTHY.event();
    job.journal().progress(event, String.join(", ", waiting));
    return Optional.empty();
  }

  /** What the engine says about this very workload, not about one that it had before. */
  private Rollout rollout(Workload workload) {
    Optional<WorkloadStatus> seen = tools.engine().observe(workload.id());
    if (seen.isEmpty()) {
      tools.engine().apply(workload);
      return new Rollout.Progressing(0, workload.count(), "being handed over to np node");
    }
    WorkloadStatus status = seen.get();
    boolean ours =
        status.fingerprint().equals(workload.fingerprint()) && status.wanted() == workload.count();
    return ours
        ? status.rollout()
        : new Rollout.Progressing(0, workload.count(), "np node takes it over");
  }
}
