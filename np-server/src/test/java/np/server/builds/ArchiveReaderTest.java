package np.server.builds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import np.model.Digest;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.SourceTree;
import np.server.SourceArchive;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchiveReaderTest {
  private static final Digest ANY = Digest.of("any");

  @TempDir Path home;

  /** Writes one archive. */
  interface Script {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] archive(Script script) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      script.write(tar);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, String text) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    byte[] bytes = text.getBytes(UTF_8);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static Script file(String name) {
    return tar -> put(tar, name, "x");
  }

  private static Script special(String name, byte kind, String link) {
    return tar -> {
      TarArchiveEntry entry = new TarArchiveEntry(name, kind);
      entry.setLinkName(link);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    };
  }

  private static Script then(Script... scripts) {
    return tar -> {
      for (Script script : scripts) {
        script.write(tar);
      }
    };
  }

  static Stream<Arguments> attacks() {
    return Stream.of(
        Arguments.of("parent", file("../out")),
        Arguments.of("parent inside", file("a/../../out")),
        Arguments.of("parent at the end", file("a/..")),
        Arguments.of("parent after a dot", file("./../out")),
        Arguments.of("absolute", file("/tmp/np-archive-attack")),
        Arguments.of("absolute twice", file("//tmp/np-archive-attack")),
        Arguments.of("empty part", file("a//b")),
        Arguments.of("newline", file("a\nb")),
        Arguments.of("carriage return", file("a\r\nb")),
        Arguments.of("NUL in a pax name", pax("a\0b")),
        Arguments.of("escape", file("a\u001b[31mb")),
        Arguments.of("C1", file("a\u009bb")),
        Arguments.of("line separator", file("a\u2028b")),
        Arguments.of("override", file("a\u202eb")),
        Arguments.of("part of 256 bytes", file("a".repeat(256))),
        Arguments.of("path of 1,100 bytes", file("abcdefghij/".repeat(100) + "x")),
        Arguments.of("depth of 41", file("a/".repeat(40) + "x")),
        Arguments.of("symbolic link", special("a", TarConstants.LF_SYMLINK, "/etc/passwd")),
        Arguments.of("harmless symbolic link", special("a", TarConstants.LF_SYMLINK, "b")),
        Arguments.of("hard link", special("a", TarConstants.LF_LINK, "/etc/passwd")),
        Arguments.of("character device", special("a", TarConstants.LF_CHR, "")),
        Arguments.of("block device", special("a", TarConstants.LF_BLK, "")),
        Arguments.of("FIFO", special("a", TarConstants.LF_FIFO, "")),
        Arguments.of("contiguous file", special("a", TarConstants.LF_CONTIG, "")),
        Arguments.of("GNU sparse file", special("a", TarConstants.LF_GNUTYPE_SPARSE, "")),
        Arguments.of("unknown kind", special("a", (byte) 'Z', "")),
        Arguments.of("multi-volume", special("a", (byte) 'M', "")),
        Arguments.of(
            "link, then a file through it",
            then(special("a", TarConstants.LF_SYMLINK, ".."), file("a/out"))),
        Arguments.of("the same file twice", then(file("a"), file("a"))),
        Arguments.of("the same file by two names", then(file("a"), file("./a"))),
        Arguments.of("file, then directory", then(file("a"), file("a/b"))),
        Arguments.of("directory, then file", then(file("a/b"), file("a"))),
        Arguments.of("too many entries", many()),
        Arguments.of("more than it may unpack", zeros(6 << 20)),
        Arguments.of("bomb", zeros(3 << 20)));
  }

  private static Script pax(String name) {
    return tar -> {
      TarArchiveEntry entry = new TarArchiveEntry("a");
      entry.addPaxHeader("path", name);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    };
  }

  private static Script many() {
    return tar -> {
      for (int i = 0; i < 60; i++) {
        put(tar, "f" + i, "");
      }
    };
  }

  private static Script zeros(int size) {
    return tar -> {
      TarArchiveEntry entry = new TarArchiveEntry("zeros");
      entry.setSize(size);
      tar.putArchiveEntry(entry);
      tar.write(new byte[size]);
      tar.closeArchiveEntry();
    };
  }

  private static ArchiveReader reader() {
    return new ArchiveReader(new ArchiveLimits(1 << 20, 5 << 20, 50, 200, 40, 1024));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void attackIsRefusedAndWritesNothingOutside(String name, Script script) throws IOException {
    Path root = Files.createDirectory(home.resolve("root"));

    assertThatThrownBy(() -> reader().read(stream(archive(script)), new DirectoryTarget(root), ANY))
        .isInstanceOfSatisfying(
            NpException.Invalid.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_ARCHIVE))
        .hasMessageNotContainingAny("\n", "\r", "\0", "\u001b");

    try (Stream<Path> outside = Files.list(home)) {
      assertThat(outside).containsExactly(root);
    }
    assertThat(Path.of("/tmp/np-archive-attack")).doesNotExist();
    try (Stream<Path> inside = Files.walk(root)) {
      assertThat(inside)
          .allMatch(
              each ->
                  Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)
                      || Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS));
    }
  }

  private static ByteArrayInputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  @Test
  void nameThatIsNotUtf8IsRefused() {
    byte[] plain = archive(file("aXb"));
    byte[] tar = gunzip(plain);
    tar[1] = (byte) 0xff;
    fixChecksum(tar);

    assertThatThrownBy(() -> reader().check(stream(gzip(tar)), ANY))
        .isInstanceOf(NpException.Invalid.class);
  }

  /** The sum over the header with the checksum's own field as blanks (POSIX ustar). */
  private static void fixChecksum(byte[] tar) {
    Arrays.fill(tar, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar[i] & 0xff;
    }
    byte[] octal = "%06o\0 ".formatted(sum).getBytes(UTF_8);
    System.arraycopy(octal, 0, tar, 148, octal.length);
  }

  @Test
  void hugeLongNameDoesNotFillTheMemory() {
    byte[] bytes =
        archive(
            tar -> {
              TarArchiveEntry entry =
                  new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
              entry.setSize(1 << 20);
              tar.putArchiveEntry(entry);
              tar.write(new byte[1 << 20]);
              tar.closeArchiveEntry();
            });

    assertThatThrownBy(() -> reader().check(stream(bytes), ANY))
        .hasMessageContaining("its headers are too large");
  }

  @Test
  void nestedLongNamesDoNotFillTheMemoryOrTheStack() {
    byte[] bytes =
        archive(
            tar -> {
              for (int i = 0; i < 500; i++) {
                TarArchiveEntry entry =
                    new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
                entry.setSize(1);
                tar.putArchiveEntry(entry);
                tar.write('a');
                tar.closeArchiveEntry();
              }
            });

    assertThatThrownBy(() -> reader().check(stream(bytes), ANY))
        .isInstanceOf(NpException.Invalid.class);
  }

  @Test
  void truncatedAndDamagedArchivesAreRefused() {
    byte[] good = SourceArchive.of("a", "hello".repeat(1000)).bytes();
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= 0x55;
    List<byte[]> bad =
        List.of(
            new byte[0],
            "hello".getBytes(UTF_8),
            Arrays.copyOf(good, good.length / 2),
            Arrays.copyOf(good, good.length - 4),
            flipped,
            gzip("not a tar".repeat(200).getBytes(UTF_8)));

    assertThat(bad)
        .allSatisfy(
            bytes ->
                assertThatThrownBy(() -> reader().check(stream(bytes), ANY))
                    .isInstanceOf(NpException.Invalid.class)
                    .hasMessageContaining("archive is refused"));
  }

  @Test
  void everyMutantOfAnArchiveIsReadOrRefusedAndNothingElse() throws IOException {
    SourceArchive source = new SourceArchive(Map.of("a", "one", "b/c", "two"));
    byte[] tar = gunzip(source.bytes());
    java.util.Random random = new java.util.Random(7);
    for (int round = 0; round < 400; round++) {
      byte[] mutant = tar.clone();
      for (int change = 0; change < 3; change++) {
        mutant[random.nextInt(2048)] = (byte) random.nextInt(256);
      }
      Path root = Files.createDirectory(home.resolve("m" + round));
      try {
        reader().read(stream(gzip(mutant)), new DirectoryTarget(root), source.digest());
      } catch (NpException.Invalid refusal) {
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_ARCHIVE);
      }
    }
    try (Stream<Path> outside = Files.list(home)) {
      assertThat(outside).hasSize(400);
    }
  }

  @Test
  void anotherDigestIsRefused() {
    byte[] bytes = SourceArchive.of("a", "one").bytes();

    assertThatThrownBy(() -> reader().check(stream(bytes), Digest.of("other")))
        .hasMessageContaining("its files have the digest");
  }

  @Test
  void regularFilesAndDirectoriesComeOutWithTheirExecuteBit() throws IOException {
    byte[] bytes =
        archive(
            tar -> {
              tar.putArchiveEntry(new TarArchiveEntry("./"));
              tar.closeArchiveEntry();
              tar.putArchiveEntry(new TarArchiveEntry("empty/"));
              tar.closeArchiveEntry();
              TarArchiveEntry script = new TarArchiveEntry("./bin/run");
              script.setMode(0106755);
              script.setSize(2);
              tar.putArchiveEntry(script);
              tar.write("hi".getBytes(UTF_8));
              tar.closeArchiveEntry();
              put(tar, "README", "1");
              put(tar, "readme", "2");
              put(tar, "ünïcode/файл", "3");
            });
    SourceTree expected =
        new SourceTree(
            Map.of(
                "bin/run", new SourceTree.Entry(Digest.of("hi"), true),
                "README", new SourceTree.Entry(Digest.of("1"), false),
                "readme", new SourceTree.Entry(Digest.of("2"), false),
                "ünïcode/файл", new SourceTree.Entry(Digest.of("3"), false)));
    Path root = Files.createDirectory(home.resolve("root"));

    SourceTree tree = reader().read(stream(bytes), new DirectoryTarget(root), expected.digest());

    assertThat(tree).isEqualTo(expected);
    assertThat(root.resolve("empty")).isDirectory();
    assertThat(root.resolve("ünïcode/файл")).hasContent("3");
    assertThat(Files.getPosixFilePermissions(root.resolve("bin/run")))
        .as("no setuid, no writing by others")
        .hasToString(Files.getPosixFilePermissions(root.resolve("bin")).toString());
  }

  private static byte[] gunzip(byte[] bytes) {
    try (var in = new java.util.zip.GZIPInputStream(stream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
