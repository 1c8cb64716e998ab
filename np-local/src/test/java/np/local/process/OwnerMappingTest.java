package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import np.local.storage.DataOwner;
import np.local.storage.FileTree;
import np.local.storage.MappedData;
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
    assertThat(volume.path().resolve("owner-of-data")).hasContent("267000456");
    DataOwner.forget(data);
    assertThat(DataOwner.of(data)).isEqualTo(new DataOwner(OWNER.files(), OWNER.files()));
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
      Process reading = process(mapped, "read line; cat kept");
      assertThat(Files.readString(Path.of("/proc/self/mounts"))).isEqualTo(mounts);
      assertThat(owner(data.resolve("kept"))).isEqualTo(OWNER.files());
      reading.getOutputStream().write('\n');
      reading.getOutputStream().close();
      assertThat(answer(reading)).isEqualTo("7");
    }
  }

  @Test
  void threadsOfTheVirtualMachineStayWhereTheyAre() throws Exception {
    String own = namespace(Path.of("/proc/self/ns/mnt"));
    try (MappedData mapped = mapping.open(data, OWNER).orElseThrow();
        Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      assertThat(mapped.file()).exists();
      assertThat(
              threads
                  .map(each -> namespace(each.resolve("ns/mnt")))
                  .filter(each -> !each.equals("gone")))
          .containsOnly(own);
    }
  }

  @Test
  void whereItIsImpossibleTheReasonIsSaid() {
    OwnerMapping without = new OwnerMapping(directory.resolve("no-unshare"));
    assertThatThrownBy(() -> without.open(data, OWNER))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-unshare");
    assertThatThrownBy(() -> mapping.open(directory.resolve("nothing"), OWNER))
        .isInstanceOf(NoSuchFileException.class);
  }

  /** The kernel's own files have no owners of which others could be made. */
  @Test
  void whereTheFileSystemCannotDoItThereIsNone() throws IOException {
    assertThat(mapping.open(Path.of("/proc/self"), OWNER)).isEmpty();
  }

  @Test
  void aHandoverThatWasNotFinishedIsTakenUpAgain() throws Exception {
    new DataOwner(OWNER.files(), OWNER.user(), true).write(data);
    assertThat(DataOwner.of(data).isForeign()).isTrue();
    DataOwner.of(data).takeOver(data);
    assertThat(DataOwner.of(data)).isEqualTo(new DataOwner(OWNER.user(), OWNER.user()));
    assertThat(owner(data.resolve("kept"))).isEqualTo(OWNER.user());
  }

  /** Some may end while they are looked at. */
  private static String namespace(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "gone";
    }
  }

  private String asUser(String command) throws Exception {
    try (MappedData mapped = mapping.open(data, OWNER).orElseThrow()) {
      return answer(process(mapped, command));
    }
  }

  private Process process(MappedData mapped, String command) throws IOException {
    String uid = Integer.toString(OWNER.user());
    ProcessBuilder builder =
        new ProcessBuilder("nsenter", "--mount=" + mapped.file(), "--wdns=" + data, "--");
    builder.command().addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid));
    builder.command().addAll(List.of("--clear-groups", "sh", "-c", command));
    return builder.redirectErrorStream(true).start();
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
