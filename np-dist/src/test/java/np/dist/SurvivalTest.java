package np.dist;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import np.testkit.load.LoadReport;
import np.testkit.load.OpenLoop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Each program may die at any moment, and nobody notices who is not just changing something. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class SurvivalTest {
  private static final int PER_SECOND = 200;

  private final TestPlatform platform = new TestPlatform();

  @BeforeEach
  void everythingRuns() {
    platform.np("server", "start").ok();
  }

  @AfterAll
  void clean() {
    platform.close();
  }

  @Test
  void theServerDiesAndNobodyNotices(@TempDir Path directory) throws Exception {
    TestApp app = deployed(directory, "calm");
    Map<String, Long> pids = platform.pids(app.name());
    OpenLoop.Running load = loaded(app);
    platform.kill(Program.SERVER);
    load.await(PER_SECOND, Duration.ofSeconds(10));
    platform.np("server", "start").ok();
    load.await(PER_SECOND, Duration.ofSeconds(10));
    assertNoneFailed(load);
    assertThat(platform.pids(app.name())).isEqualTo(pids).hasSize(2);
    platform.deploy(app.release("two")).ok();
    assertThat(platform.get(app.host(), "/").body()).startsWith("default two ");
  }

  @Test
  void theNodeDiesAndFindsItsInstancesAgain(@TempDir Path directory) throws Exception {
    TestApp app = deployed(directory, "adopted");
    Map<String, Long> pids = platform.pids(app.name());
    OpenLoop.Running load = loaded(app);
    RunningProgram before = platform.program(Program.NODE);
    platform.kill(Program.NODE);
    platform.awaitOther(Program.NODE, before);
    load.await(PER_SECOND, Duration.ofSeconds(10));
    assertNoneFailed(load);
    assertThat(platform.pids(app.name())).isEqualTo(pids).hasSize(2);
    crash(app);
  }

  @Test
  void theEdgeDiesAndComesBackByItself(@TempDir Path directory) throws Exception {
    TestApp app = deployed(directory, "carried");
    RunningProgram before = platform.program(Program.EDGE);
    platform.kill(Program.EDGE);
    platform.awaitOther(Program.EDGE, before);
    OpenLoop.Running load = loaded(app);
    assertNoneFailed(load);
  }

  @Test
  void theControlDatabaseDiesAndComesBackByItself(@TempDir Path directory) throws Exception {
    TestApp app = deployed(directory, "stored");
    OpenLoop.Running load = loaded(app);
    assertThat(platform.remains().killDatabase()).isTrue();
    awaitThat(() -> platform.np("apps", "list").exit() == 0);
    assertNoneFailed(load);
    platform.deploy(app.release("two")).ok();
    assertThat(platform.get(app.host(), "/").body()).startsWith("default two ");
  }

  @Test
  void nodeAndEdgeStartAndServeWithServerAndDatabaseDead(@TempDir Path directory) throws Exception {
    TestApp app = deployed(directory, "orphan");
    Map<String, Long> pids = platform.pids(app.name());
    platform.kill(Program.SERVER);
    assertThat(platform.remains().killDatabase()).isTrue();
    platform.kill(Program.NODE);
    platform.kill(Program.EDGE);
    platform.startAlone(Program.EDGE);
    platform.startAlone(Program.NODE);
    OpenLoop.Running load = loaded(app);
    assertNoneFailed(load);
    platform.np("server", "start").ok();
    assertThat(platform.pids(app.name())).isEqualTo(pids).hasSize(2);
    crash(app);
  }

  @Test
  void aDeploymentGoesOnInItsBuildWhenTheServerIsBack(@TempDir Path directory) throws Exception {
    TestApp app = deployed(directory, "building");
    app.release("two")
        .runs("build: echo begun; while [ ! -e go ]; do sleep 0.1; done; touch built");
    platform.np("deploy", app.directory(), "--detach").ok();
    Path artifact = platform.home().resolve("apps/default/building/releases/2/app");
    awaitThat(() -> platform.np("logs", "building", "--build").out().contains("begun"));
    OpenLoop.Running load = loaded(app);
    platform.kill(Program.SERVER);
    platform.np("server", "start").ok();
    Files.createFile(artifact.resolve("go"));
    awaitRelease(app, "v2");
    assertNoneFailed(load);
    assertThat(artifact.resolve("built")).exists();
    assertThat(platform.get(app.host(), "/").body()).startsWith("default two ");
  }

  @Test
  void aDeploymentGoesOnInItsHealthCheckWhenTheServerIsBack(@TempDir Path directory)
      throws Exception {
    TestApp app = deployed(directory, "gated");
    String gated = "run: exec python3 app.py\nhealth_check: {path: /healthz, grace: 60s}\n";
    app.release("two").spec(gated + "env: {GATED: 'yes'}");
    platform.np("deploy", app.directory(), "--detach").ok();
    awaitThat(() -> starting(app).isPresent());
    int port = starting(app).orElseThrow();
    OpenLoop.Running load = loaded(app);
    platform.kill(Program.SERVER);
    platform.np("server", "start").ok();
    awaitThat(() -> starting(app).isPresent());
    platform.get(port, "localhost", "/open");
    open(app);
    awaitRelease(app, "v2");
    assertNoneFailed(load);
    assertThat(platform.get(app.host(), "/").body()).startsWith("default two ");
  }

  /** Two instances wait behind their gate, one after the other. */
  private void open(TestApp app) {
    awaitThat(
        () -> {
          starting(app).ifPresent(port -> platform.get(port, "localhost", "/open"));
          return platform.status(app.name()).get("release").asString().equals("v2");
        });
  }

  private Optional<Integer> starting(TestApp app) {
    return platform.instances(app.name()).stream()
        .filter(instance -> instance.get("state").asString().equals("starting"))
        .map(instance -> instance.get("port").asInt())
        .filter(port -> port > 0 && answers(port))
        .findFirst();
  }

  private boolean answers(int port) {
    try {
      return platform.get(port, "localhost", "/healthz").status() == 503;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private TestApp deployed(Path directory, String name) {
    TestApp app = new TestApp(directory, name).runs("scale: 2");
    platform.deploy(app).ok();
    return app;
  }

  private OpenLoop.Running loaded(TestApp app) throws InterruptedException {
    OpenLoop.Running load = platform.load(app.host(), PER_SECOND);
    load.await(PER_SECOND, Duration.ofSeconds(10));
    return load;
  }

  private static void assertNoneFailed(OpenLoop.Running load) {
    LoadReport report = load.stop();
    assertThat(report.failed()).as(report.toString()).isZero();
  }

  /** An instance dies: it is noticed, and another process takes its place. */
  private void crash(TestApp app) {
    Map<String, Long> before = platform.pids(app.name());
    String victim = before.keySet().iterator().next();
    ProcessHandle.of(requireNonNull(before.get(victim))).ifPresent(ProcessHandle::destroyForcibly);
    awaitThat(
        () -> {
          JsonNode status = platform.status(app.name());
          boolean runs = status.get("state").asString().equals("running");
          return runs && !platform.pids(app.name()).containsValue(before.get(victim));
        });
    assertThat(platform.pids(app.name())).hasSize(2);
  }

  private void awaitRelease(TestApp app, String release) {
    awaitThat(
        () -> {
          JsonNode status = platform.status(app.name());
          return List.of(release, "running")
              .equals(List.of(status.get("release").asString(), status.get("state").asString()));
        });
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(TestPlatform.PATIENCE).until(condition);
  }
}
