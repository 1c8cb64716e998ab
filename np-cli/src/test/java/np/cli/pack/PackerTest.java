package np.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import np.model.ByteSize;
import np.model.Digest;
import np.model.NpException;
import np.model.SourceTree;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackerTest {
  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void make() throws IOException {
    root = Files.createDirectory(temporary.resolve("project"));
  }

  @Test
  void aLinkThatLeadsOutIsNamed() throws IOException {
    Files.writeString(temporary.resolve("outside"), "secret");
    Files.createSymbolicLink(root.resolve("leak"), temporary.resolve("outside"));
    assertThatThrownBy(this::pack)
        .isInstanceOf(NpException.Invalid.class)
        .hasMessageContaining("leak is a link that leads out");
  }

  @Test
  void aLinkToNowhereIsNamed() throws IOException {
    Files.createSymbolicLink(root.resolve("dangling"), Path.of("missing"));
    assertThatThrownBy(this::pack).hasMessageContaining("dangling is a link to missing");
  }

  @Test
  void aLinkToItsOwnDirectoryIsNamed() throws IOException {
    write("a/b/c", "");
    Files.createSymbolicLink(root.resolve("a/b/up"), Path.of(".."));
    assertThatThrownBy(this::pack).hasMessageContaining("a/b/up is a link to a directory");
  }

  @Test
  void linksThatFollowEachOtherEnd() throws IOException {
    write("a/x", "");
    write("b/x", "");
    Files.createSymbolicLink(root.resolve("a/toB"), Path.of("../b"));
    Files.createSymbolicLink(root.resolve("b/toA"), Path.of("../a"));
    assertThatThrownBy(this::pack).isInstanceOf(NpException.Invalid.class);
  }

  @Test
  void aLinkIntoTheHistoryOfGitIsRefused() throws IOException {
    write(".git/config", "[remote]");
    Files.createSymbolicLink(root.resolve("config"), Path.of(".git/config"));
    assertThatThrownBy(this::pack).hasMessageContaining("config is a link that leads out");
  }

  @Test
  void anIgnoredLinkMayLeadAnywhere() throws IOException {
    Files.createSymbolicLink(root.resolve("leak"), Path.of("/etc/passwd"));
    write(".npignore", "leak");
    assertThat(pack().files()).containsOnlyKeys(".npignore");
  }

  @Test
  void tooManyFilesAreRefusedWithTheHeaviestDirectory() throws IOException {
    for (int i = 0; i < 12; i++) {
      write("node_modules/m" + i + "/index.js", "x");
    }
    Packer packer = new Packer(new PackLimits(ByteSize.mebibytes(1), 10), Set.of());
    assertThatThrownBy(() -> packer.pack(root))
        .hasMessageContaining("more than 10 files")
        .extracting(thrown -> ((NpException) thrown).hint())
        .asString()
        .contains(".npignore", "node_modules/");
  }

  @Test
  void tooManyBytesAreRefused() throws IOException {
    write("big", "x".repeat(2000));
    Packer packer = new Packer(new PackLimits(new ByteSize(1024), 10), Set.of());
    assertThatThrownBy(() -> packer.pack(root)).hasMessageContaining("more than 1K of files");
  }

  @Test
  void aFileThatChangesBeforeTheUploadGivesAnotherDigest() throws IOException {
    write("a.txt", "one");
    PackedSource source = pack();
    write("a.txt", "longer than before");
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    new SourceArchive(source).writeTo(archive);
    assertThat(treeOf(archive.toByteArray()).digest()).isNotEqualTo(source.tree().digest());
  }

  @Test
  void aLinkThatStaysInsideIsPackedAsItsContent() throws IOException {
    write("real/file.txt", "content");
    Files.createSymbolicLink(root.resolve("alias"), Path.of("real"));
    Files.createSymbolicLink(root.resolve("one.txt"), Path.of("real/file.txt"));
    assertThat(pack().tree().paths()).containsExactly("alias/file.txt", "one.txt", "real/file.txt");
  }

  @Test
  void gitAndTheStateOfNpAreNeverPacked() throws IOException {
    write(".git/HEAD", "ref");
    write("sub/.git", "gitdir: elsewhere");
    write("state/server/key", "secret");
    write("index.html", "hi");
    Packer packer = new Packer(PackLimits.USUAL, Set.of(root.resolve("state")));
    assertThat(packer.pack(root).tree().paths()).containsExactly("index.html");
  }

  @Test
  void pipesAreSkippedAndNamed() throws Exception {
    write("a", "");
    Process fifo = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
    assertThat(fifo.waitFor()).isZero();
    PackedSource source = pack();
    assertThat(source.skipped()).containsExactly("pipe");
    assertThat(source.tree().paths()).containsExactly("a");
  }

  @Test
  void theSameTreeGivesTheSameBytesWhateverTheTimes() throws IOException {
    write("b.txt", "two");
    write("a.txt", "one");
    byte[] first = archive();
    Files.setLastModifiedTime(root.resolve("a.txt"), FileTime.fromMillis(0));
    assertThat(archive()).isEqualTo(first);
  }

  @Test
  void theArchiveHoldsExactlyTheTree() throws IOException {
    write("run.sh", "#!/bin/sh");
    Files.setPosixFilePermissions(
        root.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-x---"));
    write("ünïcode/" + "long-name-".repeat(20) + ".txt", "text");
    write("empty", "");
    PackedSource source = pack();
    assertThat(treeOf(archive())).isEqualTo(source.tree());
    assertThat(source.tree().files())
        .containsEntry("run.sh", new SourceTree.Entry(Digest.of("#!/bin/sh"), true));
    assertThat(source.bytes()).isEqualTo(13);
  }

  private static SourceTree treeOf(byte[] archive) throws IOException {
    Map<String, SourceTree.Entry> entries = new TreeMap<>();
    GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(archive));
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(gzip, StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        assertThat(entry.isFile()).isTrue();
        assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
        assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
        boolean executable = (entry.getMode() & 0100) != 0;
        entries.put(
            entry.getName(), new SourceTree.Entry(Digest.of(tar.readAllBytes()), executable));
      }
    }
    return new SourceTree(entries);
  }

  private byte[] archive() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SourceArchive(pack()).writeTo(out);
    return out.toByteArray();
  }

  private PackedSource pack() {
    return new Packer(PackLimits.USUAL, Set.of()).pack(root);
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
    Files.writeString(file, text);
  }
}
