package np.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import np.model.AppId;
import np.model.AppName;
import np.model.Artifact;
import np.model.Command;
import np.model.Digest;
import np.model.Environment;
import np.model.HealthCheck;
import np.model.Port;
import np.model.ProcessName;
import np.model.ReleaseNumber;
import np.model.Resources;
import np.model.StopPolicy;
import np.model.Task;
import np.model.TenantName;
import np.model.UpdatePolicy;
import np.model.Workload;
import np.model.WorkloadId;

/** Services that differ in little, for plans. */
final class Workloads {
  private static final AppId APP = new AppId(new TenantName("acme"), new AppName("shop"));
  static final WorkloadId WEB = new WorkloadId(APP, new ProcessName("web"));

  private Workloads() {}

  static Workload.Service version(int release, int count) {
    return version(release, count, UpdatePolicy.DEFAULT, new Port.Assigned());
  }

  static Workload.Service version(int release, int count, UpdatePolicy update, Port port) {
    return new Workload.Service(
        WEB,
        count,
        task(release),
        port,
        HealthCheck.of(new HealthCheck.Probe.Tcp()),
        StopPolicy.DEFAULT,
        update,
        0);
  }

  static UpdatePolicy policy(UpdatePolicy.Strategy strategy) {
    return new UpdatePolicy(strategy, Duration.ofMinutes(5), UpdatePolicy.OnFailure.ROLLBACK);
  }

  private static Task task(int release) {
    return new Task(
        new Artifact(APP, new ReleaseNumber(release), Digest.of("source " + release)),
        new Command.Argv(List.of("serve")),
        Optional.empty(),
        Environment.EMPTY,
        Resources.DEFAULT);
  }
}
