package np.edge.postgres.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that are appended, each with a checksum (CRC-32C), so that a change costs what it
 * is and not what there is. A line that is damaged, or was not written to its end, does not count.
 * For its owner only.
 */
final class Journal {
  private static final int CHECKSUM = 8;

  private final Path path;
  private @Nullable FileChannel out;
  private int lines;

  Journal(Path path) {
    this.path = path;
  }

  /** Reads all good lines, oldest first. */
  void load(Consumer<String> reader) throws IOException {
    if (Files.exists(path)) {
      String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      text.lines().filter(Journal::isGood).forEach(line -> reader.accept(content(line)));
    }
  }

  private static boolean isGood(String line) {
    return line.length() > CHECKSUM && line.startsWith(checksum(content(line)));
  }

  private static String content(String line) {
    return line.substring(Math.min(line.length(), CHECKSUM + 1));
  }

  private static String checksum(String content) {
    CRC32C crc = new CRC32C();
    crc.update(content.getBytes(StandardCharsets.UTF_8));
    return "%08x ".formatted(crc.getValue());
  }

  /** How many lines the file has; more than there are things means that {@link #rewrite} pays. */
  int lines() {
    return lines;
  }

  /** Appends lines without line ends; returns when they would survive a loss of power. */
  void append(List<String> contents) throws IOException {
    FileChannel open = out;
    if (open == null) {
      throw new IOException("the journal has not been begun");
    }
    write(open, contents);
    lines += contents.size();
  }

  /** Begins the file anew with these lines, or leaves the old one as it was. */
  void rewrite(List<String> contents) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path next = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(next);
    FileChannel fresh =
        FileChannel.open(
            next,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    write(fresh, contents);
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory =
        FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
    close();
    out = fresh;
    lines = contents.size();
  }

  private static void write(FileChannel to, List<String> contents) throws IOException {
    StringBuilder text = new StringBuilder();
    contents.forEach(content -> text.append(checksum(content)).append(content).append('\n'));
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
    to.force(true);
  }

  /** Writes no more until the next {@link #rewrite}. */
  void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }
}
