package np.server.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk whose power is cut: an ext4 image on a loop device, copied as the device has it at that
 * moment and mounted again.
 */
@Timeout(60)
class PowerLossTest {
  private static final String CONTENT = "whole".repeat(1000);

  @TempDir Path directory;
  private Path image;
  private Path disk;
  private Path after;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    image = directory.resolve("image");
    disk = Files.createDirectory(directory.resolve("disk"));
    after = Files.createDirectory(directory.resolve("after"));
    assumeTrue(
        run("truncate", "-s", "16M", image.toString())
            && run("mkfs.ext4", "-q", image.toString())
            && run("mount", "-o", "loop,commit=300", image.toString(), disk.toString()),
        "needs root, e2fsprogs and loop devices");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    run("umount", after.toString());
    run("umount", disk.toString());
  }

  @Test
  void anArtifactThatWasSyncedIsWhole() throws Exception {
    write();
    new FileSystemSync().sync(disk.resolve("app"));
    cutPower();
    assertThat(after.resolve("app/deep/file")).hasContent(CONTENT);
  }

  @Test
  void oneThatWasNotIsLost() throws Exception {
    write();
    cutPower();
    assertThat(after.resolve("app/deep/file")).doesNotExist();
  }

  /** As an unpacking does it. */
  private void write() throws IOException {
    Path fresh = Files.createDirectories(disk.resolve("unpacking/deep"));
    Files.writeString(fresh.resolve("file"), CONTENT);
    Files.move(disk.resolve("unpacking"), disk.resolve("app"));
  }

  private void cutPower() throws IOException, InterruptedException {
    Path copy = directory.resolve("copy");
    Files.copy(image, copy);
    assertThat(run("mount", "-o", "loop", copy.toString(), after.toString())).isTrue();
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
