package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void whatADeadNodeHasLeftIsStoppedInOrder(@TempDir Path directory) throws Exception {
    leaveBehind(new TestApp(directory, "orphan"));
    assertThat(platform.np("server", "stop").ok().all()).contains("np node does not run");
    assertNothingIsLeft();
    platform.np("server", "start").ok();
    await().atMost(TestPlatform.PATIENCE).until(() -> answers(new TestApp(directory, "orphan")));
  }

  @Test
  void whatANodeThatCannotStartHasLeftIsEndedByForce(@TempDir Path directory) throws Exception {
    leaveBehind(new TestApp(directory, "forced"));
    Path state = platform.home().resolve("node/supervisor");
    Files.move(state, state.resolveSibling("away"));
    Files.createFile(state);
    assertThat(platform.np("server", "stop").ok().all()).contains("ended by force");
    assertNothingIsLeft();
    Files.delete(state);
    Files.move(state.resolveSibling("away"), state);
    assertThat(platform.np("server", "stop").ok().all()).doesNotContain("np node");
  }

  private void leaveBehind(TestApp app) throws InterruptedException {
    platform.deploy(app).ok();
    platform.np("db", "create", app.name() + "-data").ok();
    await().atMost(TestPlatform.PATIENCE).until(() -> !working().isEmpty()); // it may still start
    platform.kill(Program.SERVER); // it would start the node again
    platform.kill(Program.NODE);
    assertThat(working()).isNotEmpty();
    assertThat(platform.remains().all()).isNotEmpty();
  }

  private void assertNothingIsLeft() {
    assertThat(platform.remains().all()).isEmpty();
    assertThat(platform.remains().inKernel()).isEmpty();
    assertThat(working()).isEmpty();
    assertThat(Remains.procFile(ProcessHandle.current().pid(), "mounts"))
        .doesNotContain(platform.home() + "/");
  }

  /** Processes that work below the home: databases. */
  private List<Long> working() {
    return Remains.pids().stream().filter(this::worksHere).toList();
  }

  private boolean worksHere(long pid) {
    try {
      Path directory = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
      return directory.startsWith(platform.home().resolve("databases"));
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  private boolean answers(TestApp app) {
    return platform.get(app.host(), "/").body().startsWith("default one ");
  }
}
