package np.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import np.local.catalog.NodeCatalog;
import np.local.logs.FileLogStore;
import np.local.process.LaunchPlatform;
import np.local.process.ProcessLauncher;
import np.local.storage.HomeLayout;
import np.model.Artifact;
import np.model.Command;
import np.model.Digest;
import np.model.ReleaseNumber;
import np.model.Task;
import np.spi.Engine;
import np.testkit.Act;
import np.testkit.EngineContract;
import np.testkit.Needs;
import np.testkit.TestWorkloads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of engines, with the real launcher, its sandbox and the real log store. */
final class SandboxedSupervisorTest extends EngineContract {
  @TempDir private Path home;
  private Acts acts;
  private LaunchPlatform platform;
  private FileLogStore logs;
  private ProcessLauncher launcher;
  private Supervisor supervisor;

  @BeforeEach
  void start() throws Exception {
    Needs.root();
    Needs.program("bwrap", "bubblewrap");
    Needs.program("python3", "python3-minimal");
    HomeLayout layout = new HomeLayout(home);
    Artifact artifact = new Artifact(TestWorkloads.APP, new ReleaseNumber(1), Digest.of("source"));
    acts = new Acts(Files.createDirectories(layout.artifact(artifact)));
    platform = LaunchPlatform.of(layout, 7070);
    logs = new FileLogStore(layout, InstantSource.system());
    launcher = new ProcessLauncher(layout, logs, platform);
    supervisor = supervise();
  }

  private Supervisor supervise() {
    return new Supervisor(
        new Surroundings(
            home.resolve("node/supervisor"),
            launcher,
            logs,
            new NodeCatalog(Duration.ofMillis(200)),
            InstantSource.system(),
            new SecureRandom()));
  }

  @AfterEach
  void stop() throws IOException {
    if (supervisor != null) {
      supervisor.close();
      logs.close();
      new ProcessLauncher(new HomeLayout(home), logs, platform).sweep(Set.of());
      platform.dismantle();
    }
  }

  @Override
  protected Engine engine() {
    return supervisor;
  }

  @Override
  protected Task task(Act act) {
    return acts.task(act);
  }

  @Override
  protected Command command(Act.Print print) {
    return acts.command(print);
  }

  @Test
  void aNewNodeFindsTheSameProcessesInTheirSandbox() {
    supervisor.apply(TestWorkloads.web(task(new Act.Serve(1)), 2));
    long[] before = awaitPids();
    supervisor.close();
    launcher = new ProcessLauncher(new HomeLayout(home), logs, platform);
    supervisor = supervise();

    assertThat(awaitPids()).isEqualTo(before);
  }

  @Test
  void whatHasEndedForGoodLeavesNoDirectory() throws Exception {
    supervisor.apply(TestWorkloads.web(task(new Act.Serve(1)), 2));
    awaitPids();
    supervisor.apply(TestWorkloads.web(task(new Act.Serve(1)), 1));
    await().atMost(Duration.ofSeconds(20)).until(() -> directories().size() == 1);
    supervisor.remove(TestWorkloads.WEB, Duration.ofSeconds(1));
    await().atMost(Duration.ofSeconds(20)).until(() -> directories().isEmpty());
  }

  private List<Path> directories() throws IOException {
    try (Stream<Path> directories = Files.list(new HomeLayout(home).instances())) {
      return directories.toList();
    }
  }

  private long[] awaitPids() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> supervisor.observe(TestWorkloads.WEB).orElseThrow().up() == 2);
    return supervisor.observe(TestWorkloads.WEB).orElseThrow().instances().stream()
        .mapToLong(each -> each.pid())
        .toArray();
  }
}
