package np.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import np.local.catalog.EdgeSubscription;
import np.model.Command;
import np.model.Endpoint;
import np.model.Endpoints;
import np.model.HealthCheck;
import np.model.InstanceState;
import np.model.InstanceStatus;
import np.model.NpException;
import np.model.Port;
import np.model.ProcessName;
import np.model.StopPolicy;
import np.model.UpdatePolicy;
import np.model.Workload;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import np.testkit.Act;
import np.testkit.TestWorkloads;
import org.junit.jupiter.api.Test;

/** What the supervisor does beyond the contract of engines. */
final class SupervisionTest extends SupervisorHarness {

  @Test
  void aCrashedInstanceIsStartedAgainUnderItsName() {
    node.supervisor().apply(serving(1, 1));
    awaitUp(1);
    InstanceStatus before = first();

    ProcessHandle.of(before.pid()).orElseThrow().destroyForcibly();

    await().atMost(PATIENCE).until(() -> first().restarts() == 1 && status().up() == 1);
    assertThat(first().id()).isEqualTo(before.id());
    assertThat(first().pid()).isNotEqualTo(before.pid());
    assertThat(node.supervisor().scrape())
        .containsPattern("np_node_restarts_total\\{.*process=\"web\"\\} 1\n");
  }

  @Test
  void anInstanceThatFailsItsProbesGetsNoTrafficUntilItRecovers() throws IOException {
    node.supervisor().apply(serving(1, 1));
    awaitUp(1);
    Path sick = directory.resolve(first().id() + ".sick");
    Files.createFile(sick);

    await().atMost(PATIENCE).until(() -> first().state() == InstanceState.UNHEALTHY);
    assertThat(first().why()).isEqualTo("GET /: 500");
    assertThat(endpoints().serving()).isEmpty();
    Files.delete(sick);

    await().atMost(PATIENCE).until(() -> first().state() == InstanceState.RUNNING);
    assertThat(endpoints().serving()).hasSize(1);
    assertThat(first().restarts()).isZero();
  }

  /** What an edge that connects now is told. */
  private Endpoints endpoints() {
    ConcurrentMap<WorkloadId, Endpoints> told = new ConcurrentHashMap<>();
    try (EdgeSubscription _ = node.catalog().watch(each -> told.put(each.workload(), each))) {
      await().atMost(PATIENCE).until(() -> told.containsKey(WEB));
      return Optional.ofNullable(told.get(WEB)).orElseThrow();
    }
  }

  @Test
  void anInstanceIsToldToEndOnlyAfterTheEdgeHasLetGoOfIt() {
    Workload.Service patient =
        withStop(
            serving(1, 1),
            new StopPolicy(
                StopPolicy.Signal.SIGTERM, Duration.ofSeconds(1), Duration.ofMinutes(1)));
    node.supervisor().apply(patient);
    awaitUp(1);
    InstanceStatus instance = first();
    ConcurrentMap<WorkloadId, Endpoints> told = new ConcurrentHashMap<>();
    try (EdgeSubscription edge = node.catalog().watch(each -> told.put(each.workload(), each))) {
      await().atMost(PATIENCE).until(() -> serves(told, instance));
      node.supervisor().apply(patient.withCount(0));
      await().atMost(PATIENCE).until(() -> !serves(told, instance));

      assertThat(first().state()).isEqualTo(InstanceState.STOPPING);
      assertThat(ProcessHandle.of(instance.pid())).isPresent();
      edge.drained(instance.id());

      await().atMost(PATIENCE).until(() -> status().instances().isEmpty());
    }
  }

  private static boolean serves(ConcurrentMap<WorkloadId, Endpoints> told, InstanceStatus one) {
    Endpoints endpoints = told.get(WEB);
    return endpoints != null
        && endpoints.serving().stream().map(Endpoint::instance).anyMatch(one.id()::equals);
  }

  private static Workload.Service withStop(Workload.Service service, StopPolicy stop) {
    return new Workload.Service(
        service.id(),
        service.count(),
        service.task(),
        service.port(),
        service.health(),
        stop,
        service.update(),
        service.revision());
  }

  @Test
  void aFixedPortIsReplacedOneAfterTheOther() throws IOException {
    int port = freePort();
    node.supervisor().apply(withPort(serving(1, 1), new Port.Fixed(port)));
    awaitUp(1);
    node.supervisor().apply(withPort(serving(2, 1), new Port.Fixed(port)));

    awaitUp(1);
    assertThat(first().endpoint().orElseThrow().port()).isEqualTo(port);
    assertThat(first().fingerprint())
        .isEqualTo(withPort(serving(2, 1), new Port.Fixed(port)).fingerprint());
    assertThatThrownBy(() -> node.supervisor().apply(withPort(serving(2, 2), new Port.Fixed(port))))
        .isInstanceOf(NpException.Invalid.class);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aWorkerIsHealthyWhenItGoesOnRunning() {
    WorkloadId id = new WorkloadId(TestWorkloads.APP, new ProcessName("worker"));
    node.supervisor()
        .apply(
            new Workload.Worker(
                id,
                1,
                acts.task(new Act.Idle()),
                Optional.empty(),
                StopPolicy.DEFAULT,
                UpdatePolicy.DEFAULT,
                0));

    await()
        .atMost(PATIENCE)
        .until(() -> node.supervisor().observe(id).map(WorkloadStatus::up).orElse(0) == 1);
    assertThat(node.supervisor().observe(id).orElseThrow().instances().getFirst().endpoint())
        .isEmpty();
  }

  @Test
  void aCommandMayBeTheProbe() {
    Workload.Service web = serving(1, 1);
    Path ready = directory.resolve("ready");
    HealthCheck check =
        new HealthCheck(
            new HealthCheck.Probe.Exec(
                new Command.Argv(List.of("/usr/bin/test", "-e", ready.toString()))),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(15));
    node.supervisor()
        .apply(
            new Workload.Service(
                web.id(), 1, web.task(), web.port(), check, web.stop(), web.update(), 0));
    await().atMost(PATIENCE).until(() -> first().why().startsWith("command: exited with 1"));
    assertThat(directory.resolve("ready").toFile().mkdir()).isTrue();

    awaitUp(1);
  }
}
