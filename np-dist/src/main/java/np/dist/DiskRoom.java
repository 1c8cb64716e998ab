package np.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import np.model.ByteSize;
import np.model.ErrorCode;
import np.model.NpException;

/** Whether there is room enough to start: no program could even say why it cannot, without. */
final class DiskRoom {
  private static final ByteSize LEAST = ByteSize.mebibytes(16);

  private DiskRoom() {}

  /**
   * Does nothing when there is.
   *
   * @throws NpException.Unavailable NO_SPACE otherwise
   */
  static void check(Path home) {
    Path existing = home;
    while (!Files.isDirectory(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    long free = free(existing);
    if (free < LEAST.bytes()) {
      throw new NpException.Unavailable(
          ErrorCode.NO_SPACE,
          "the disk under " + home + " is full: " + (free >> 20) + " MB left, np needs " + LEAST,
          "np doctor shows what takes it");
    }
  }

  /** More than enough where it cannot be told: whoever writes there finds out. */
  private static long free(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
