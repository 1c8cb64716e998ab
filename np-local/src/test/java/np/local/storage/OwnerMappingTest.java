package np.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import np.testkit.LoopVolume;
import np.testkit.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerMappingTest {
  private static final DataOwner OWNER = new DataOwner(267_000_123, 267_000_456);

  @TempDir Path directory;
  private LoopVolume volume;
  private Path data;
  private OwnerMapping mapping;

  @BeforeEach
  void make() throws Exception {
    Needs.program("unshare", "util-linux");
    Needs.program("setpriv", "util-linux");
    volume = LoopVolume.mount(LoopVolume.Kind.BTRFS, directory, 200);
    data = Files.createDirectory(volume.path().resolve("data"));
    Files.writeString(data.resolve("kept"), "7");
    new FileTree(data).giveTo(OWNER.files());
    new FileTree(data).permit("rwx------", "rw-------");
    OWNER.write(data);
    mapping = new OwnerMapping(Path.of("/usr/bin/unshare"));
  }

  @AfterEach
  void unmount() throws IOException {
    volume.close();
  }

  @Test
  void theDirectorySaysWhoseItIs() throws IOException {
    assertThat(DataOwner.of(data)).isEqualTo(OWNER);
    assertThat(OWNER.isForeign()).isTrue();
    new FileTree(data).giveTo(OWNER.user());
    assertThat(DataOwner.of(data).isForeign()).isFalse();
  }

  @Test
  void aUserReadsAndWritesTheFilesAsItsOwn() throws Exception {
    String what = "stat -c %u . kept; cat kept; echo; echo 8 > fresh; mv fresh new; stat -c %u new";
    for (int time = 0; time < 2; time++) { // with a namespace that is new, and one that is kept
      assertThat(asUser(what).lines()).containsExactly("267000456", "267000456", "7", "267000456");
      assertThat(data.resolve("new")).hasContent("8\n");
      assertThat(owner(data.resolve("new"))).isEqualTo(OWNER.files());
      assertThat(owner(data.resolve("kept"))).isEqualTo(OWNER.files());
      Files.delete(data.resolve("new"));
    }
  }

  @Test
  void nobodyElseSeesThemSo() throws Exception {
    String mounts = Files.readString(Path.of("/proc/self/mounts"));
    try (MappedData mapped = mapping.open(data, OWNER).orElseThrow()) {
      Process reading = mapped.start(() -> process("read line; cat kept"));
      assertThat(Files.readString(Path.of("/proc/self/mounts"))).isEqualTo(mounts);
      assertThat(owner(data.resolve("kept"))).isEqualTo(OWNER.files());
      reading.getOutputStream().write('\n');
      reading.getOutputStream().close();
      assertThat(answer(reading)).isEqualTo("7");
    }
  }

  @Test
  void whyNothingWasStartedIsSaid() throws IOException {
    try (MappedData mapped = mapping.open(data, OWNER).orElseThrow()) {
      assertThatThrownBy(
              () ->
                  mapped.start(
                      () -> {
                        throw new IOException("no sandbox");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("no sandbox");
    }
  }

  @Test
  void whereItIsImpossibleNothingHappens() {
    OwnerMapping without = new OwnerMapping(directory.resolve("no-unshare"));
    assertThat(without.open(data, OWNER)).isEmpty();
    assertThat(mapping.open(directory.resolve("nothing"), OWNER)).isEmpty();
  }

  private String asUser(String command) throws Exception {
    try (MappedData mapped = mapping.open(data, OWNER).orElseThrow()) {
      return answer(mapped.start(() -> process(command)));
    }
  }

  private Process process(String command) throws IOException {
    String uid = Integer.toString(OWNER.user());
    ProcessBuilder builder =
        new ProcessBuilder(
            "setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "sh", "-c", command);
    builder.directory(data.toFile()).redirectErrorStream(true);
    return builder.start();
  }

  private static String answer(Process process) throws Exception {
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(answer).isZero();
    return answer;
  }

  private static int owner(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
