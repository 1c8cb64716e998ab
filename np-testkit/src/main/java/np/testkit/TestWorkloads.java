package np.testkit;

import java.time.Duration;
import np.model.AppId;
import np.model.AppName;
import np.model.HealthCheck;
import np.model.Port;
import np.model.ProcessName;
import np.model.StatusRange;
import np.model.StopPolicy;
import np.model.Task;
import np.model.TenantName;
import np.model.UpdatePolicy;
import np.model.Workload;
import np.model.WorkloadId;

/** Workloads for tests: little patience, so that failures come soon. */
public final class TestWorkloads {
  public static final AppId APP = new AppId(new TenantName("acme"), new AppName("shop"));
  public static final WorkloadId WEB = new WorkloadId(APP, new ProcessName("web"));

  private static final Duration SECOND = Duration.ofSeconds(1);

  private TestWorkloads() {}

  /** A service that is probed by GET / and updated one by one. */
  public static Workload.Service web(Task task, int count) {
    return web(task, count, new UpdatePolicy.Strategy.Rolling(1));
  }

  /** The same with another order of update. */
  public static Workload.Service web(Task task, int count, UpdatePolicy.Strategy strategy) {
    return new Workload.Service(
        WEB,
        count,
        task,
        new Port.Assigned(),
        new HealthCheck(
            new HealthCheck.Probe.Http("/", StatusRange.HEALTHY),
            SECOND,
            SECOND,
            Duration.ofSeconds(3)),
        new StopPolicy(StopPolicy.Signal.SIGTERM, SECOND, SECOND),
        new UpdatePolicy(strategy, Duration.ofSeconds(20), UpdatePolicy.OnFailure.ROLLBACK),
        0);
  }
}
