package np.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.Port;
import np.model.Task;
import np.model.UpdatePolicy;
import np.model.Workload;
import np.testkit.Act;
import np.testkit.TestWorkloads;
import org.junit.jupiter.api.Test;

/** What is said about a release that does not make it. */
final class EvidenceTest extends SupervisorHarness {

  @Test
  void evidenceOfAWrongPortNamesBothPorts() {
    node.supervisor().apply(TestWorkloads.web(acts.task(new Act.Fail(Act.Failure.WRONG_PORT)), 1));

    Evidence evidence = awaitFailed();

    assertThat(evidence.expected()).startsWith("127.0.0.1:").isNotIn(evidence.listening());
    assertThat(evidence.listening()).hasSize(1);
    assertThat(evidence.summary())
        .contains(evidence.expected())
        .contains(evidence.listening().getFirst());
  }

  @Test
  void evidenceOfAnExitHasTheLastLines() {
    node.supervisor()
        .apply(TestWorkloads.web(acts.task(new Act.Fail(Act.Failure.EXITS_AT_ONCE)), 1));

    Evidence evidence = awaitFailed();

    assertThat(evidence.lastLines()).isNotEmpty().containsOnly("cannot start");
    assertThat(evidence.summary()).isEqualTo("exited with 3, 3 times in a row");
  }

  @Test
  void evidenceOfAnUnhealthyInstanceCountsTheTries() {
    node.supervisor().apply(TestWorkloads.web(acts.task(new Act.Fail(Act.Failure.ANSWERS_500)), 1));

    assertThat(awaitFailed().summary()).matches("GET /: 500, [0-9]+ tries in [0-9]+ s");
  }

  @Test
  void aMissingRuntimeFailsAtOnce() {
    Task plain = acts.task(new Act.Serve(1));
    Task task =
        new Task(
            plain.artifact(),
            plain.command(),
            Optional.of("cobol-60"),
            plain.environment(),
            plain.resources());
    node.supervisor().apply(TestWorkloads.web(task, 1));

    assertThat(awaitFailed().code()).isEqualTo(ErrorCode.NO_RUNTIME);
    await().atMost(PATIENCE).until(() -> status().instances().isEmpty());
  }

  @Test
  void aFixedPortThatSomebodyElseHasIsSaidToBeTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      node.supervisor().apply(withPort(serving(1, 1), new Port.Fixed(other.getLocalPort())));

      Evidence evidence = awaitFailed();

      assertThat(evidence.code()).isEqualTo(ErrorCode.NO_ROOM);
      assertThat(evidence.summary()).contains("port " + other.getLocalPort());
    }
  }

  @Test
  void aFailedReleaseThatIsPausedStaysForInspection() {
    node.supervisor().apply(serving(1, 1));
    awaitUp(1);
    Workload.Service broken =
        TestWorkloads.web(acts.task(new Act.Fail(Act.Failure.NEVER_READY)), 1);
    UpdatePolicy pause =
        new UpdatePolicy(
            broken.update().strategy(), broken.update().timeout(), UpdatePolicy.OnFailure.PAUSE);
    node.supervisor()
        .apply(
            new Workload.Service(
                broken.id(),
                1,
                broken.task(),
                broken.port(),
                broken.health(),
                broken.stop(),
                pause,
                0));

    awaitFailed();

    assertThat(status().instances()).hasSize(2);
    assertThat(status().up()).isEqualTo(1);
    node.supervisor().apply(serving(1, 1));
    await().atMost(PATIENCE).until(() -> status().instances().size() == 1);
  }
}
