package np.local.supervise;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import np.model.Evidence;
import np.model.InstanceStatus;
import np.model.Port;
import np.model.Rollout;
import np.model.Workload;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import np.testkit.Act;
import np.testkit.TestWorkloads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor of real processes, and what its tests do again and again. */
abstract class SupervisorHarness {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final WorkloadId WEB = TestWorkloads.WEB;

  @TempDir Path directory;
  Acts acts;
  TestNode node;

  @BeforeEach
  void start() {
    acts = new Acts(directory);
    node = new TestNode(directory);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  Workload.Service serving(int version, int count) {
    return TestWorkloads.web(acts.task(new Act.Serve(version)), count);
  }

  WorkloadStatus status() {
    return node.supervisor().observe(WEB).orElseThrow();
  }

  InstanceStatus first() {
    return status().instances().getFirst();
  }

  void awaitUp(int count) {
    await()
        .atMost(PATIENCE)
        .until(() -> status().rollout() instanceof Rollout.Complete && status().up() == count);
  }

  Evidence awaitFailed() {
    await().atMost(PATIENCE).until(() -> status().rollout() instanceof Rollout.Failed);
    return ((Rollout.Failed) status().rollout()).evidence();
  }

  static Workload.Service withPort(Workload.Service service, Port port) {
    return new Workload.Service(
        service.id(),
        service.count(),
        service.task(),
        port,
        service.health(),
        service.stop(),
        service.update(),
        service.revision());
  }
}
