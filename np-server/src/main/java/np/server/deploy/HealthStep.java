package np.server.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.Rollout;
import np.model.Workload;
import np.model.WorkloadStatus;
import np.server.deploy.Journal.Note;
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
    Instant deadline = tools.clock().instant().plus(timeout(workloads)).plus(BEYOND);
    boolean allStarted = job.switchesOff();
    try (Signals.Watch news = tools.signals().watch(job.app())) {
      while (true) {
        List<Seen> seen = workloads.stream().map(this::see).toList();
        allStarted = allStarted || tellStarted(job, seen);
        Optional<StepResult> result = judge(job, seen);
        if (result.isPresent()) {
          return result.get();
        }
        if (tools.clock().instant().isAfter(deadline)) {
          return new StepResult.Failed(failures.rollout(job, overdue()));
        }
        tell(job, seen, allStarted);
        news.await(LOOK_AGAIN);
      }
    }
  }

  /**
   * A workload and what the engine says about this very one, not about one that it had before.
   *
   * @param started new instances that have a process
   */
  private record Seen(Workload workload, Rollout rollout, int started) {}

  private Seen see(Workload workload) {
    Optional<WorkloadStatus> status = tools.engine().observe(workload.id());
    if (status.isEmpty()) {
      tools.engine().apply(workload);
    }
    return status
        .filter(each -> each.fingerprint().equals(workload.fingerprint()))
        .filter(each -> each.wanted() == workload.count())
        .map(each -> new Seen(workload, each.rollout(), started(each)))
        .orElseGet(() -> new Seen(workload, handedOver(workload), 0));
  }

  private static Rollout handedOver(Workload workload) {
    return new Rollout.Progressing(0, workload.count(), "being handed over to np node");
  }

  private static int started(WorkloadStatus status) {
    return (int)
        status.instances().stream()
            .filter(each -> each.fingerprint().equals(status.fingerprint()) && each.pid() > 0)
            .count();
  }

  /** Tells how many have started; once all have, health is what is waited for. */
  private static boolean tellStarted(Job job, List<Seen> seen) {
    int wanted = seen.stream().mapToInt(each -> each.workload().count()).sum();
    int started =
        seen.stream().mapToInt(each -> Math.min(each.started(), each.workload().count())).sum();
    if (started < wanted) {
      job.journal().progress(Step.APPLY.event(), started + " of " + wanted + " started");
      return false;
    }
    job.journal().end(Step.APPLY, new Note(Step.APPLY.event(), "ok", wanted + " started"));
    job.journal().begin(Step.HEALTHY, Step.HEALTHY.event(), "waiting for health");
    return true;
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
        ErrorCode.NEVER_HEALTHY,
        "",
        Optional.empty(),
        summary,
        Optional.empty(),
        "",
        List.of(),
        List.of());
  }

  private Optional<StepResult> judge(Job job, List<Seen> seen) {
    for (Seen each : seen) {
      if (each.rollout() instanceof Rollout.Failed failed) {
        return Optional.of(new StepResult.Failed(failures.rollout(job, failed.evidence())));
      }
    }
    boolean complete = seen.stream().allMatch(each -> each.rollout() instanceof Rollout.Complete);
    return complete ? Optional.of(healthy(job, seen)) : Optional.empty();
  }

  private static StepResult healthy(Job job, List<Seen> seen) {
    int count = seen.stream().mapToInt(each -> each.workload().count()).sum();
    return new StepResult.Done(
        job.switchesOff() ? "stopped" : count + (count == 1 ? " serves" : " serve"));
  }

  private static void tell(Job job, List<Seen> seen, boolean allStarted) {
    String waiting = seen.stream().flatMap(HealthStep::waiting).collect(Collectors.joining(", "));
    if (allStarted) {
      String event = job.switchesOff() ? Step.RETIRE.event() : Step.HEALTHY.event();
      job.journal().progress(event, waiting);
    }
  }

  private static Stream<String> waiting(Seen seen) {
    return switch (seen.rollout()) {
      case Rollout.Progressing progress ->
          Stream.of(
              "%s %d of %d: %s"
                  .formatted(
                      seen.workload().id().process(),
                      progress.ready(),
                      progress.wanted(),
                      progress.why()));
      case Rollout.Complete complete -> Stream.empty();
      case Rollout.Failed failed -> Stream.empty();
    };
  }
}
