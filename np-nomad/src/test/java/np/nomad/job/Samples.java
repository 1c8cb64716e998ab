package np.nomad.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.AppId;
import np.model.AppName;
import np.model.Artifact;
import np.model.ByteSize;
import np.model.Command;
import np.model.Cpu;
import np.model.Digest;
import np.model.EnvName;
import np.model.Environment;
import np.model.HealthCheck;
import np.model.InstanceId;
import np.model.OneOff;
import np.model.Port;
import np.model.ProcessName;
import np.model.ReleaseNumber;
import np.model.Resources;
import np.model.Secret;
import np.model.StatusRange;
import np.model.StopPolicy;
import np.model.Task;
import np.model.TenantName;
import np.model.UpdatePolicy;
import np.model.Workload;
import np.model.WorkloadId;

/** The app "shop" of tenant "acme" in its parts. */
final class Samples {
  static final AppId SHOP = new AppId(new TenantName("acme"), new AppName("shop"));
  static final NomadTarget TARGET =
      new NomadTarget("https://np.example.com/artifacts", "consul", new Secret("test key"));

  private Samples() {}

  static Workload.Service web(int release) {
    return new Workload.Service(
        new WorkloadId(SHOP, new ProcessName("web")),
        2,
        task(new Command.Shell("npm start"), release),
        new Port.Assigned(),
        HealthCheck.of(new HealthCheck.Probe.Http("/healthz", StatusRange.HEALTHY)),
        StopPolicy.DEFAULT,
        UpdatePolicy.DEFAULT,
        0);
  }

  static Workload.Service blueGreen() {
    UpdatePolicy policy =
        new UpdatePolicy(
            new UpdatePolicy.Strategy.BlueGreen(),
            Duration.ofMinutes(2),
            UpdatePolicy.OnFailure.PAUSE);
    Workload.Service web = web(1);
    return new Workload.Service(
        web.id(), 3, web.task(), web.port(), web.health(), web.stop(), policy, 4);
  }

  static Workload.Service legacy() {
    Workload.Service web = web(1);
    return new Workload.Service(
        new WorkloadId(SHOP, new ProcessName("legacy")),
        1,
        web.task(),
        new Port.Fixed(3000),
        HealthCheck.of(new HealthCheck.Probe.Tcp()),
        web.stop(),
        new UpdatePolicy(
            new UpdatePolicy.Strategy.Recreate(),
            Duration.ofMinutes(5),
            UpdatePolicy.OnFailure.ROLLBACK),
        0);
  }

  static Workload.Worker worker() {
    return new Workload.Worker(
        new WorkloadId(SHOP, new ProcessName("worker")),
        1,
        task(new Command.Argv(List.of("python3", "worker.py", "--queue", "mail ${x}")), 1),
        Optional.empty(),
        new StopPolicy(StopPolicy.Signal.SIGINT, Duration.ofSeconds(60), Duration.ZERO),
        UpdatePolicy.DEFAULT,
        0);
  }

  static OneOff migrate() {
    return new OneOff(
        new InstanceId("release-7f3a"),
        SHOP,
        OneOff.Kind.RUN,
        task(new Command.Shell("npx prisma migrate deploy"), 1),
        Duration.ofMinutes(5));
  }

  private static Task task(Command command, int release) {
    return new Task(
        new Artifact(SHOP, new ReleaseNumber(release), Digest.of("source")),
        command,
        Optional.of("node-20"),
        new Environment(
            Map.of(new EnvName("GREETING"), "hello ${USER}"),
            Map.of(new EnvName("STRIPE_KEY"), new Secret("sk_canary_value"))),
        new Resources(Cpu.parse("0.5"), ByteSize.parse("256M"), 256));
  }
}
