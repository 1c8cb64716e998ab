package np.local.postgres.instance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What postmaster.pid in a data directory says (PostgreSQL, src/include/utils/pidfile.h). The
 * directory belongs to the instance: nothing in it is to be trusted.
 *
 * @param identity of the file itself: each start makes another one
 * @param pid its process id, as it counts itself
 * @param status {@code starting}, {@code ready}, {@code stopping}; empty at the very beginning
 */
record PostmasterFile(String identity, long pid, String status) {
  static final String NAME = "postmaster.pid";

  private static final int LARGEST = 4096;
  private static final int STATUS = 7;

  /** The file of this data directory; empty when there is none that makes sense. */
  static Optional<PostmasterFile> read(Path data) {
    try {
      Path file = data.resolve(NAME);
      String identity = identity(file);
      List<String> lines = content(file).lines().toList();
      return Optional.of(
          new PostmasterFile(
              identity,
              Long.parseLong(lines.getFirst().strip()),
              lines.size() > STATUS ? lines.get(STATUS).strip() : ""));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  boolean isReady() {
    return status.equals("ready");
  }

  /** Whether two were written by the same process. */
  boolean isSameAs(PostmasterFile other) {
    return identity.equals(other.identity);
  }

  /** Its number and birth; a file system gives a number to another file soon. */
  private static String identity(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.fileKey() + " " + attributes.creationTime();
  }

  private static String content(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer bytes = ByteBuffer.allocate(LARGEST);
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = channel.read(bytes);
      }
      return StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString();
    }
  }
}
