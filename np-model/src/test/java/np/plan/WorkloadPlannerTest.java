package np.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import np.model.Command;
import np.model.EnvName;
import np.model.Environment;
import np.model.HealthCheck;
import np.model.ProcessName;
import np.model.Secret;
import np.model.UpdatePolicy.Strategy;
import np.model.Workload;
import np.spec.AppSpec;
import org.junit.jupiter.api.Test;

class WorkloadPlannerTest {
  private static final EnvName KEY = new EnvName("KEY");

  @Test
  void staticSiteNeedsNoWorkload() {
    assertThat(WorkloadPlanner.plan(Specs.blueprint(Specs.parse("static: .")))).isEmpty();
  }

  @Test
  void fixedPortIsAlwaysRecreated() {
    Workload web = only(Specs.parse("run: a", "port: 80", "deploy: {strategy: recreate}"));
    Workload silent = only(Specs.parse("run: a", "port: 80"));

    assertThat(web.update().strategy()).isEqualTo(new Strategy.Recreate());
    assertThat(silent.update().strategy()).isEqualTo(new Strategy.Recreate());
  }

  @Test
  void secretChangesTheFingerprintAndIsNeverShown() {
    AppSpec spec = Specs.parse("run: npm start");
    Workload before = only(spec, new Environment(Map.of(), Map.of(KEY, new Secret("canary-1"))));
    Workload after = only(spec, new Environment(Map.of(), Map.of(KEY, new Secret("canary-2"))));

    assertThat(before.fingerprint()).isNotEqualTo(after.fingerprint());
    assertThat(before.toString()).contains("KEY").doesNotContain("canary");
  }

  @Test
  void newRouteNeedsNoRestart() {
    Workload before = only(Specs.parse("run: npm start"));
    Workload after = only(Specs.parse("run: npm start", "routes: [shop.example.com]"));

    assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
  }

  @Test
  void scaleHealthAndStopNeedNoRestart() {
    Workload before = only(Specs.parse("run: a"));
    Workload after =
        only(
            Specs.parse(
                "run: a",
                "scale: 3",
                "health_check: /health",
                "stop: {timeout: 1s}",
                "deploy: {strategy: blue_green}"));

    assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void commandMemoryRuntimeAndRevisionNeedOne() {
    Workload before = only(Specs.parse("run: a"));
    Blueprint restarted =
        new Blueprint(
            Specs.parse("run: a"),
            Specs.artifact("a"),
            Environment.EMPTY,
            ScaleOverrides.NONE,
            Map.of(AppSpec.WEB, 1));

    assertThat(
            List.of(
                only(Specs.parse("run: b")),
                only(Specs.parse("run: a", "resources: {memory: 256M}")),
                only(Specs.parse("run: a", "runtime: node-22")),
                WorkloadPlanner.plan(restarted).getFirst()))
        .extracting(Workload::fingerprint)
        .doesNotContain(before.fingerprint())
        .doesNotHaveDuplicates();
  }

  @Test
  void liveScaleWinsOverTheFile() {
    Blueprint blueprint =
        new Blueprint(
            Specs.parse("run: a", "scale: 2"),
            Specs.artifact("a"),
            Environment.EMPTY,
            new ScaleOverrides(Map.of(AppSpec.WEB, 5)),
            Map.of());

    assertThat(WorkloadPlanner.plan(blueprint)).extracting(Workload::count).containsExactly(5);
  }

  @Test
  void webListensAndWorkersDoNot() {
    List<Workload> workloads =
        WorkloadPlanner.plan(
            Specs.blueprint(
                Specs.parse(
                    "run: npm start",
                    "processes:",
                    "  worker: {run: node worker.js}",
                    "  api: {run: node api.js}",
                    "routes: [{host: api.example.com, process: api}]")));

    assertThat(workloads.get(0)).isInstanceOf(Workload.Service.class);
    assertThat(workloads.get(1)).isInstanceOf(Workload.Worker.class);
    assertThat(workloads.get(2)).isInstanceOf(Workload.Service.class);
    assertThat(((Workload.Service) workloads.get(0)).health())
        .isEqualTo(HealthCheck.of(new HealthCheck.Probe.Tcp()));
    assertThat(workloads.get(1).id().process()).isEqualTo(new ProcessName("worker"));
    assertThat(workloads.get(0).task().command()).isEqualTo(new Command.Shell("npm start"));
  }

  private static Workload only(AppSpec spec) {
    return only(spec, Environment.EMPTY);
  }

  private static Workload only(AppSpec spec, Environment environment) {
    List<Workload> workloads = WorkloadPlanner.plan(Specs.blueprint(spec, environment));
    assertThat(workloads).hasSize(1);
    return workloads.getFirst();
  }
}
