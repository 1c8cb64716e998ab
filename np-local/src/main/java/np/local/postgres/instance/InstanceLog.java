package np.local.postgres.instance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an instance writes about itself: the newest up to 8 MB, and as much before it in a second
 * file.
 *
 * @param file that its output is appended to
 */
public record InstanceLog(Path file) {
  private static final long LARGEST = 8 << 20;
  private static final int TAIL = 8192;

  /** Begins what PostgreSQL says before it can log: lines without a prefix, up to its end. */
  private static final String BARE = "postgres: ";

  private static final Pattern PREFIX = Pattern.compile("\\d{4}-\\d\\d-\\d\\d ");

  /** Makes it, for nobody else to read, and keeps it short. */
  void prepare() throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    rotate();
  }

  /**
   * Keeps it from growing without end. A process that writes into it meanwhile goes on at its new
   * beginning, as it only ever appends.
   */
  public void rotate() throws IOException {
    if (!Files.exists(file) || Files.size(file) <= LARGEST) {
      return;
    }
    Path older = file.resolveSibling(file.getFileName() + ".1");
    try (FileChannel from =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel to =
            FileChannel.open(
                older,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      long skipped = Math.max(0, from.size() - LARGEST);
      from.transferTo(skipped, LARGEST, to);
      from.truncate(0);
    }
  }

  /** The newest failure, or simply the newest line; without its time and process. */
  public String lastWords() {
    List<String> lines = tail();
    if (lines.isEmpty()) {
      return "its log is empty";
    }
    int bare = lines.size() - 1;
    while (bare > 0 && !PREFIX.matcher(lines.get(bare)).lookingAt() && !isBare(lines.get(bare))) {
      bare--;
    }
    if (isBare(lines.get(bare))) {
      String all = String.join(" ", lines.subList(bare, lines.size()));
      return spaced(all.substring(BARE.length()));
    }
    return lines.reversed().stream()
        .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
        .findFirst()
        .map(InstanceLog::withoutPrefix)
        .orElse(withoutPrefix(lines.getLast()));
  }

  private static boolean isBare(String line) {
    return line.startsWith(BARE);
  }

  private List<String> tail() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(TAIL);
      long start = Math.max(0, channel.size() - TAIL);
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = channel.read(bytes, start + bytes.position());
      }
      return StandardCharsets.UTF_8.decode(bytes.flip()).toString().lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String withoutPrefix(String line) {
    int end = line.indexOf("] ");
    return spaced(end < 0 ? line : line.substring(end + 2));
  }

  private static String spaced(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
