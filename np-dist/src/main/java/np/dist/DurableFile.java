package np.dist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import np.model.ErrorCode;
import np.model.NoSpace;
import np.model.NpException;

/** Replaces a file so that a crash leaves the old or the new one, never half of one. */
final class DurableFile {
  private DurableFile() {}

  static void write(Path file, String text) {
    try {
      Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft =
          Files.createTempFile(
              directory,
              "." + file.getFileName(),
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (FileChannel channel = FileChannel.open(draft, Set.of(StandardOpenOption.WRITE))) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      force(directory);
    } catch (IOException e) {
      throw new NpException.Unavailable(
          NoSpace.or(ErrorCode.START_FAILED, e),
          "cannot write " + file + ": " + e.getMessage(),
          "make room on the disk, or check the rights",
          e);
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
