package np.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.model.Command;
import np.model.HealthCheck;
import np.model.Port;
import np.model.ProcessName;
import np.model.Task;
import np.model.UpdatePolicy;
import np.model.UpdatePolicy.Strategy;
import np.model.Workload;
import np.model.WorkloadId;
import np.spec.ProcessSpec;

/** What engines must run for a release: one workload for each process type. */
public final class WorkloadPlanner {
  private WorkloadPlanner() {}

  /** In the order of the file; empty for a site without processes. */
  public static List<Workload> plan(Blueprint release) {
    List<Workload> out = new ArrayList<>();
    release.spec().processes().forEach((name, process) -> out.add(plan(release, name, process)));
    return List.copyOf(out);
  }

  private static Workload plan(Blueprint release, ProcessName name, ProcessSpec process) {
    int count = release.scale().count(name, process.scale());
    return process
        .port()
        .map(port -> service(release, name, process, port))
        .orElseGet(() -> worker(release, name, process))
        .withCount(count);
  }

  private static Workload service(
      Blueprint release, ProcessName name, ProcessSpec process, Port port) {
    return new Workload.Service(
        new WorkloadId(release.app(), name),
        process.scale(),
        task(release, process),
        port,
        process.health().orElseGet(() -> HealthCheck.of(new HealthCheck.Probe.Tcp())),
        process.stop(),
        update(release.spec().update(), port),
        release.revision(name));
  }

  private static Workload worker(Blueprint release, ProcessName name, ProcessSpec process) {
    return new Workload.Worker(
        new WorkloadId(release.app(), name),
        process.scale(),
        task(release, process),
        process.health(),
        process.stop(),
        release.spec().update(),
        release.revision(name));
  }

  private static Task task(Blueprint release, ProcessSpec process) {
    Optional<String> runtime = release.spec().runtime();
    return new Task(
        release.artifact(),
        new Command.Shell(process.run()),
        runtime,
        release.environment(),
        process.resources());
  }

  /** Old and new instance cannot hold one fixed port at the same time. */
  private static UpdatePolicy update(UpdatePolicy said, Port port) {
    return switch (port) {
      case Port.Assigned _ -> said;
      case Port.Fixed _ ->
          new UpdatePolicy(new Strategy.Recreate(), said.timeout(), said.onFailure());
    };
  }
}
