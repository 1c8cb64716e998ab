package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import np.testkit.LoopVolume;
import np.testkit.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A platform whose disk is full, and has room again. */
@Timeout(300)
final class FullDiskTest {
  private static final int MEGABYTES = 900;

  @Test
  void commandsSayWhyAndAppsComeBackWithTheRoom(@TempDir Path directory) throws Exception {
    Needs.root();
    TestApp app = new TestApp(directory.resolve("app"), "shop");
    try (LoopVolume disk = LoopVolume.mount(LoopVolume.Kind.EXT4, directory, MEGABYTES);
        TestPlatform platform = TestPlatform.in(disk.path())) {
      platform.deploy(app).ok();
      Path filling = fill(disk.path());

      Remains.kill(platform.pids("shop").values().iterator().next());
      CommandResult scale = platform.np("scale", "shop", "web=2", "--json");
      assertThat(scale.exit()).as(scale.toString()).isNotZero();
      assertThat(scale.out() + scale.err()).contains("NP0610");
      CommandResult doctor = platform.np("doctor");
      assertThat(doctor.out()).contains("0 MB free", "databases ", "most of it is not np's: du ");

      Files.delete(filling);
      await().atMost(TestPlatform.PATIENCE).until(() -> platform.pids("shop").size() == 1);
      await()
          .atMost(TestPlatform.PATIENCE)
          .until(() -> platform.get(app.host(), "/").status() == 200);
      platform.np("scale", "shop", "web=2").ok();

      platform.np("server", "stop").ok();
      filling = fill(disk.path());
      CommandResult start = platform.np("server", "start");
      assertThat(start.err()).contains("NP0610", "is full: 0 MB left");
      Files.delete(filling);
      platform.np("server", "start").ok();
    }
  }

  /** Writes until there is no room. */
  private static Path fill(Path disk) throws IOException {
    Path file = disk.resolve("filling");
    byte[] block = new byte[1 << 12];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (disk.toFile().getFreeSpace() > 0) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
    return file;
  }
}
