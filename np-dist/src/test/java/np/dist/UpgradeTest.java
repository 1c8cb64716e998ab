package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import np.testkit.load.LoadReport;
import np.testkit.load.OpenLoop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs are replaced by others under load: nobody notices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class UpgradeTest {
  /** On kept connections, and on new ones; 200 together. */
  private static final int PER_SECOND = 150;

  private static final int FRESH_PER_SECOND = 50;
  private static final int HAND_OVERS = 5;

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
  void noRequestFailsInAnUpgrade(@TempDir Path directory) throws Exception {
    TestApp app = deployed(directory, "upgraded");
    List<OpenLoop.Running> loads = loads(app.host());
    RunningProgram node = platform.program(Program.NODE);
    RunningProgram edge = platform.program(Program.EDGE);
    RunningProgram server = platform.program(Program.SERVER);
    assertThat(platform.np("server", "upgrade").ok().all())
        .contains("np edge runs with the new version");
    assertThat(platform.program(Program.NODE)).isNotEqualTo(node);
    assertThat(platform.program(Program.EDGE)).isNotEqualTo(edge);
    assertThat(platform.program(Program.SERVER)).isNotEqualTo(server);
    assertNoneFailed(loads);
    platform.deploy(app.release("two")).ok();
    assertThat(platform.get(app.host(), "/").body()).startsWith("default two ");
  }

  @Test
  void noRequestFailsHoweverOftenTheEdgeIsReplaced(@TempDir Path directory) throws Exception {
    TestApp app = deployed(directory, "carried");
    List<OpenLoop.Running> loads = loads(app.host());
    for (int i = 0; i < HAND_OVERS; i++) {
      RunningProgram before = platform.program(Program.EDGE);
      platform.programs().replace(Program.EDGE);
      assertThat(platform.program(Program.EDGE)).isNotEqualTo(before);
      platform.deploy(app.release("r" + i)).ok();
      assertThat(platform.get(app.host(), "/").body()).startsWith("default r" + i + " ");
    }
    assertNoneFailed(loads);
    await().atMost(TestPlatform.PATIENCE).until(() -> platform.leaving(Program.EDGE).isEmpty());
  }

  @Test
  void noRequestFailsWhenTheDomainChanges(@TempDir Path directory) throws Exception {
    TestApp app = new TestApp(directory, "stays").runs("scale: 2\nroutes: [stays.example.org]");
    platform.deploy(app).ok();
    List<OpenLoop.Running> loads = loads("stays.example.org");
    platform.np("server", "start", "--domain", "example.com", "--listen", "127.0.0.1").ok();
    assertThat(platform.get("stays.example.org", "/").body()).startsWith("default one ");
    assertNoneFailed(loads);
  }

  @Test
  void stoppingEndsThoseThatLeaveToo(@TempDir Path directory) {
    deployed(directory, "held");
    platform.programs().replace(Program.EDGE);
    platform.np("server", "stop").ok();
    assertThat(platform.leaving(Program.EDGE)).isEmpty();
    assertThat(platform.remains().all()).isEmpty();
  }

  private TestApp deployed(Path directory, String name) {
    TestApp app = new TestApp(directory, name).runs("scale: 2");
    platform.deploy(app).ok();
    return app;
  }

  /** One on connections that are kept, one with a new connection for each request. */
  private List<OpenLoop.Running> loads(String host) throws InterruptedException {
    OpenLoop.Running kept = platform.load(host, PER_SECOND);
    OpenLoop.Running fresh =
        platform.loadOf(host).rate(FRESH_PER_SECOND).freshConnections().start();
    kept.await(PER_SECOND, Duration.ofSeconds(10));
    return List.of(kept, fresh);
  }

  private static void assertNoneFailed(List<OpenLoop.Running> loads) throws InterruptedException {
    for (OpenLoop.Running load : loads) {
      load.await(FRESH_PER_SECOND, Duration.ofSeconds(10));
      LoadReport report = load.stop();
      assertThat(report.failures()).as(report.toString()).isEmpty();
      assertThat(report.failed()).as(report.toString()).isZero();
    }
  }
}
