package np.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import np.local.storage.StateFile;
import np.model.EnvName;
import np.model.Environment;
import np.model.Exit;
import np.model.InstanceId;
import np.model.InstanceStatus;
import np.model.NpException;
import np.model.OneOff;
import np.model.Rollout;
import np.model.Secret;
import np.model.Task;
import np.model.WorkloadStatus;
import np.testkit.Act;
import np.testkit.TestWorkloads;
import org.junit.jupiter.api.Test;

/** What a new supervisor makes of what the last one left. */
final class AdoptionTest extends SupervisorHarness {

  private void restart() {
    node.die();
    node = new TestNode(directory);
  }

  private boolean isForgotten() {
    return node.supervisor().observe(TestWorkloads.WEB).isEmpty();
  }

  private List<Long> pids() {
    return status().instances().stream().map(InstanceStatus::pid).toList();
  }

  @Test
  void processesKeepTheirPidsWhenTheNodeDies() {
    node.supervisor().apply(serving(1, 3));
    awaitUp(3);
    List<Long> before = pids();

    restart();

    assertThat(pids()).isEqualTo(before);
    assertThat(status().up()).isEqualTo(3);
    assertThat(node.launcher().sweeps()).hasSize(1).allMatch(left -> left.size() == 3);
  }

  @Test
  void aProcessThatEndedMeanwhileIsStartedAgain() {
    node.supervisor().apply(serving(1, 2));
    awaitUp(2);
    List<Long> before = pids();
    node.die();
    ProcessHandle.of(before.getFirst()).orElseThrow().destroyForcibly();
    await().atMost(PATIENCE).until(() -> !isAlive(before.getFirst()));
    node = new TestNode(directory);

    awaitUp(2);
    assertThat(pids()).contains(before.getLast()).doesNotContain(before.getFirst());
    assertThat(status().instances().getFirst().lastExit()).contains(new Exit.Unknown());
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** As when the node dies between starting a process and writing down which it is. */
  @Test
  void aProcessThatWasNeverWrittenDownIsSweptAndAnotherStarted() {
    node.supervisor().apply(serving(1, 1));
    awaitUp(1);
    long orphan = pids().getFirst();
    PlainLauncher first = node.launcher();
    node.die();
    StateFile file = new StateFile(directory.resolve("node/workloads/acme.shop.web.json"));
    StateFile.State state = file.read().orElseThrow();
    String forgotten = state.content().replaceAll("\"process\":\\{[^}]*}", "\"process\":null");
    file.write(new StateFile.State(state.generation() + 1, forgotten));
    node = new TestNode(directory);

    assertThat(node.launcher().sweeps()).containsExactly(Set.of());
    awaitUp(1);
    assertThat(pids()).doesNotContain(orphan);
    first.killAll();
  }

  @Test
  void aRolloutUnderWayIsCarriedToItsEnd() {
    node.supervisor().apply(serving(1, 2));
    awaitUp(2);
    node.supervisor().apply(serving(2, 2));
    restart();

    awaitUp(2);
    await().atMost(PATIENCE).until(() -> status().instances().size() == 2);
    assertThat(status().instances())
        .allMatch(each -> each.fingerprint().equals(serving(2, 2).fingerprint()));
  }

  @Test
  void aRemovalUnderWayIsCarriedToItsEnd() {
    node.supervisor().apply(serving(1, 2));
    awaitUp(2);
    node.supervisor().remove(TestWorkloads.WEB, Duration.ofSeconds(1));
    PlainLauncher first = node.launcher();
    restart();

    await().atMost(PATIENCE).until(() -> isForgotten());
    assertThat(first.anyRuns()).isFalse();
  }

  @Test
  void aFailureIsStillKnownAfterwards() {
    node.supervisor().apply(serving(1, 1));
    awaitUp(1);
    node.supervisor()
        .apply(TestWorkloads.web(acts.task(new Act.Fail(Act.Failure.EXITS_AT_ONCE)), 1));
    await().atMost(PATIENCE).until(() -> status().rollout() instanceof Rollout.Failed);
    WorkloadStatus before = status();

    restart();

    assertThat(status().rollout()).isEqualTo(before.rollout());
    assertThat(status().up()).isEqualTo(1);
  }

  @Test
  void aOneOffThatEndedIsNotRunAgain() {
    OneOff task = oneOff(new Act.Print(List.of("once"), 0));
    node.supervisor().run(task, line -> {});
    restart();
    List<String> lines = new CopyOnWriteArrayList<>();

    Exit exit = node.supervisor().run(task, line -> lines.add(line.text()));

    assertThat(exit).isEqualTo(new Exit.Code(0));
    assertThat(lines).containsExactly("once");
  }

  private OneOff oneOff(Act act) {
    return new OneOff(
        new InstanceId("release-7"),
        TestWorkloads.APP,
        OneOff.Kind.RUN,
        acts.task(act),
        Duration.ofMinutes(1));
  }

  @Test
  void noSecretIsOnDiskInClear() throws IOException {
    Task plain = acts.task(new Act.Serve(1));
    Environment secret =
        new Environment(Map.of(), Map.of(new EnvName("TOKEN"), new Secret("canary-5f2b")));
    Task task =
        new Task(plain.artifact(), plain.command(), plain.runtime(), secret, plain.resources());
    node.supervisor().apply(TestWorkloads.web(task, 1));
    awaitUp(1);

    assertThat(onDisk()).isNotEmpty().noneMatch(text -> text.contains("canary-5f2b"));
    restart();
    node.supervisor().apply(TestWorkloads.web(task, 2));
    awaitUp(2);
  }

  private List<String> onDisk() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("node"))) {
      List<Path> found = files.filter(Files::isRegularFile).toList();
      List<String> texts = new CopyOnWriteArrayList<>();
      for (Path file : found) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }

  @Test
  void aDamagedFileStopsNeitherTheNodeNorWhatRuns() throws IOException {
    node.supervisor().apply(serving(1, 1));
    awaitUp(1);
    long pid = pids().getFirst();
    PlainLauncher first = node.launcher();
    node.die();
    Path file = directory.resolve("node/workloads/acme.shop.web.json");
    Files.writeString(file, Files.readString(file).replace("acme", "acne"));
    node = new TestNode(directory);

    assertThat(isForgotten()).isTrue();
    assertThat(isAlive(pid)).isTrue();
    assertThat(node.launcher().sweeps()).isEmpty();
    node.supervisor().apply(serving(1, 1));
    awaitUp(1);
    first.killAll();
  }

  @Test
  void twoSupervisorsNeverShareADirectory() {
    assertThatThrownBy(() -> new TestNode(directory))
        .isInstanceOf(NpException.Unavailable.class)
        .hasMessageContaining("in use");
  }
}
