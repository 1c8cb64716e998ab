package np.edge.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Random bytes that stay the same after a restart; for their owner only. */
final class SecretFile {
  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
  private static final int BYTES = 32;

  private final Path path;

  SecretFile(Path directory) {
    path = directory.resolve("gateway.key");
  }

  /** What is in the file; made when there is none. Where it cannot be kept, it is new each time. */
  byte[] read(SecureRandom random) {
    try {
      if (Files.exists(path)) {
        byte[] known = Files.readAllBytes(path);
        if (known.length == BYTES) {
          return known;
        }
      }
      return make(random);
    } catch (IOException e) {
      LOG.warn("event=gateway_key_unwritable file={} why=\"{}\"", path, e.getMessage());
      return bytes(random);
    }
  }

  private byte[] make(SecureRandom random) throws IOException {
    byte[] made = bytes(random);
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path next = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(next);
    try (FileChannel out =
        FileChannel.open(
            next,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      out.write(ByteBuffer.wrap(made));
      out.force(true);
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return made;
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return bytes;
  }
}
