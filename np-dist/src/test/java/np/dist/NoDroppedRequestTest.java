package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import np.testkit.load.LoadReport;
import np.testkit.load.OpenLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes under a constant load: nobody notices. */
@Timeout(240)
final class NoDroppedRequestTest {
  private static final int PER_SECOND = 200;

  @Test
  void noChangeOfAnAppFailsARequestOrMixesItUp(@TempDir Path directory) throws Exception {
    try (TestPlatform platform = new TestPlatform()) {
      TestApp app = new TestApp(directory, "shop");
      platform.deploy(app).ok();
      OpenLoop.Running load = platform.load(app.host(), PER_SECOND);
      load.await(PER_SECOND, Duration.ofSeconds(10));
      change(platform, app, load);
      LoadReport report = load.stop();
      assertThat(report.failures()).as(report.toString()).isEmpty();
      assertThat(report.failed()).as(report.toString()).isZero();
      assertThat(report.releases().keySet()).containsExactlyInAnyOrder("one", "two");
      // v1, v2, v1 again, four more, one of its successors
      assertThat(report.instances()).as(report.toString()).hasSizeGreaterThanOrEqualTo(8);
    }
  }

  private static void change(TestPlatform platform, TestApp app, OpenLoop.Running load)
      throws Exception {
    platform.deploy(app.release("two")).ok();
    answers(platform, app, load, "two");
    platform.np("rollback", app.name(), "--json").ok();
    answers(platform, app, load, "one");
    platform.np("scale", app.name(), "web=5", "--json").ok();
    assertThat(platform.pids(app.name())).hasSize(5);
    answers(platform, app, load, "one");
    platform.np("scale", app.name(), "web=1", "--json").ok();
    await().atMost(TestPlatform.PATIENCE).until(() -> platform.pids(app.name()).size() == 1);
    answers(platform, app, load, "one");
    platform.np("restart", app.name(), "--json").ok();
    answers(platform, app, load, "one");
  }

  /** The command has ended: from now on only this release answers. */
  private static void answers(
      TestPlatform platform, TestApp app, OpenLoop.Running load, String release)
      throws InterruptedException {
    assertThat(platform.get(app.host(), "/").body()).startsWith("default " + release + " ");
    load.await(PER_SECOND, Duration.ofSeconds(10));
  }
}
