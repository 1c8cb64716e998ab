package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stopping the platform with its apps or without them, and starting it again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class StopTest {
  private final TestPlatform platform = new TestPlatform();

  @AfterAll
  void clean() {
    platform.close();
  }

  @Test
  void nothingIsLeftOfAPlatformStoppedWithItsAppsAndAllComesBack(@TempDir Path directory) {
    TestApp app = new TestApp(directory, "whole");
    platform.deploy(app).ok();
    platform.np("server", "stop").ok();
    assertThat(platform.remains().all()).isEmpty();
    assertThat(platform.remains().inKernel()).isEmpty();
    platform.np("server", "status").exits(1);
    platform.np("server", "start").ok();
    await().atMost(TestPlatform.PATIENCE).until(() -> answers(app));
  }

  @Test
  void appsThatAreKeptRunOnAndAreAdopted(@TempDir Path directory) {
    TestApp app = new TestApp(directory, "kept");
    platform.deploy(app).ok();
    Map<String, Long> pids = platform.pids("kept");
    platform.np("server", "stop", "--keep-apps").ok();
    assertThat(pids)
        .hasSize(1)
        .allSatisfy((id, pid) -> assertThat(ProcessHandle.of(pid)).isPresent());
    platform.np("server", "start").ok();
    assertThat(platform.pids("kept")).isEqualTo(pids);
    assertThat(answers(app)).isTrue();
  }

  private boolean answers(TestApp app) {
    return platform.get(app.host(), "/").body().startsWith("default one ");
  }
}
