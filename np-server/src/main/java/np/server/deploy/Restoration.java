package np.server.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import np.api.EventView;
import np.model.ErrorCode;
import np.model.InstanceState;
import np.model.ReleaseNumber;
import np.model.Rollout;
import np.model.Route;
import np.model.UpdatePolicy;
import np.model.Workload;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import np.server.apps.RouteStore.Taken;
import np.server.status.Signals;

/** Makes what served before a failed deployment the wish again, and says what serves now. */
final class Restoration {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Tools tools;
  private final RoutePublisher publisher;

  Restoration(Tools tools, RoutePublisher publisher) {
    this.tools = tools;
    this.publisher = publisher;
  }

  /** Restores and completes the failure with what serves. */
  EventView.Failure restore(Job job, EventView.Failure failure) throws InterruptedException {
    if (!pauses(job)) {
      job.before().workloads().forEach(tools.engine()::apply);
      removeNew(job);
      publisher.publish(job.app(), job.before().routes(), Taken.LEAVE);
    }
    return complete(failure, awaitServing(job));
  }

  /** By its own policy a failed first look stays for inspection. */
  private static boolean pauses(Job job) {
    return job.wanted().workloads().stream()
        .anyMatch(each -> each.update().onFailure() == UpdatePolicy.OnFailure.PAUSE);
  }

  private void removeNew(Job job) {
    Set<WorkloadId> old = new HashSet<>();
    job.before().workloads().forEach(each -> old.add(each.id()));
    job.wanted().workloads().stream()
        .filter(each -> !old.contains(each.id()))
        .forEach(each -> tools.engine().remove(each.id(), RetireStep.grace(each.stop())));
  }

  private String awaitServing(Job job) throws InterruptedException {
    List<Workload> workloads =
        job.before().workloads().stream().filter(each -> each.count() > 0).toList();
    Instant deadline = tools.clock().instant().plus(PATIENCE);
    try (Signals.Watch news = tools.signals().watch(job.app())) {
      while (!workloads.stream().allMatch(this::settled)
          && tools.clock().instant().isBefore(deadline)) {
        news.await(LOOK_AGAIN);
      }
    }
    return serving(job, workloads);
  }

  private boolean settled(Workload workload) {
    return tools
        .engine()
        .observe(workload.id())
        .filter(status -> status.fingerprint().equals(workload.fingerprint()))
        .filter(status -> !(status.rollout() instanceof Rollout.Progressing))
        .isPresent();
  }

  private String serving(Job job, List<Workload> workloads) {
    String release = job.former().release().map(ReleaseNumber::toString).orElse("");
    boolean files = job.before().routes().stream().anyMatch(Route.Files.class::isInstance);
    if (release.isEmpty() || files) {
      return files ? release + " (files)" : "";
    }
    long up = workloads.stream().mapToLong(this::up).sum();
    return up == 0 ? "" : release + (up == 1 ? " (1 instance)" : " (" + up + " instances)");
  }

  /** Instances of exactly this workload that serve; not those of the failed one. */
  private long up(Workload workload) {
    return tools.engine().observe(workload.id()).stream()
        .map(WorkloadStatus::instances)
        .flatMap(List::stream)
        .filter(each -> each.fingerprint().equals(workload.fingerprint()))
        .filter(each -> each.state() == InstanceState.RUNNING)
        .count();
  }

  private static EventView.Failure complete(EventView.Failure failure, String serving) {
    int failed = ErrorCode.NEVER_HEALTHY.exit();
    boolean known = failure.exit() == failed;
    int exit = known && serving.isEmpty() ? failed + 1 : failure.exit();
    return new EventView.Failure(
        failure.code(),
        failure.message(),
        failure.hint(),
        exit,
        failure.instance(),
        failure.instanceId(),
        failure.probe(),
        failure.expected(),
        failure.listening(),
        failure.lastLines(),
        serving);
  }
}
