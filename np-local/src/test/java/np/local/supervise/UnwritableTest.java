package np.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import np.local.storage.FileTree;
import np.model.HealthCheck;
import np.model.StatusRange;
import np.model.Workload;
import org.junit.jupiter.api.Test;

/** What is known cannot be written down for a while, as on a full disk. */
final class UnwritableTest extends SupervisorHarness {

  @Test
  void aCrashIsToldMeanwhileAndMendedAtOnceAfterwards() throws IOException {
    node.supervisor().apply(patient());
    awaitUp(1);
    Path obstacle = obstruct();

    ProcessHandle.of(first().pid()).orElseThrow().destroyForcibly();
    await().atMost(PATIENCE).until(() -> first().why().contains("np cannot write "));
    assertThat(first().pid()).isZero();
    node.supervisor().apply(patient());
    assertThatThrownBy(() -> node.supervisor().apply(patient().withCount(2)))
        .hasMessageContaining("np cannot write ");

    Path away = directory.resolve("away"); // at once: the file may be written at any moment
    Files.move(obstacle, away);
    new FileTree(away).delete();
    awaitUp(1);
    assertThat(first().restarts()).isEqualTo(1);
    assertThat(first().why()).isEmpty();
  }

  /** With more patience than this test, so that nothing else starts it again. */
  private Workload.Service patient() {
    Workload.Service usual = serving(1, 1);
    HealthCheck health =
        new HealthCheck(
            new HealthCheck.Probe.Http("/", StatusRange.HEALTHY),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofHours(1));
    return new Workload.Service(
        usual.id(),
        usual.count(),
        usual.task(),
        usual.port(),
        health,
        usual.stop(),
        usual.update(),
        usual.revision());
  }

  /** Puts a directory where the next version of the workload's file would be written. */
  private Path obstruct() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("node/workloads"))) {
      Path file = files.filter(each -> each.toString().endsWith(".json")).findFirst().orElseThrow();
      Path obstacle = file.resolveSibling(file.getFileName() + ".new");
      Files.createDirectories(obstacle.resolve("in-the-way"));
      return obstacle;
    }
  }
}
