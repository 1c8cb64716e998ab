package np.local.logs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Moves the older part of a log away while its writer goes on: the writer appends (O_APPEND), so
 * the file may be shortened under it. Where the file system can cut out the front of a file (ext4,
 * XFS), not a byte is lost; elsewhere what is written between the last copy and the cut is,
 * normally nothing.
 *
 * @param limit of the file that is written to, in bytes
 * @param kept how many older parts are kept, each about as large as the limit
 * @param collapse cuts out the front of a file
 */
record Rotation(long limit, int kept, FileCollapse collapse) {

  boolean isDue(long size) {
    return size > limit;
  }

  /** Older parts that exist, newest first. */
  List<Path> parts(Path log) {
    return IntStream.rangeClosed(1, kept)
        .mapToObj(number -> part(log, number))
        .takeWhile(Files::exists)
        .toList();
  }

  /** Moves as much as possible to {@code .log.1}; how many bytes. */
  long rotate(Path log) throws IOException {
    Path fresh = log.resolveSibling(log.getFileName() + ".new");
    try (FileChannel source =
            FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel target =
            FileChannel.open(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      long block = Files.getFileStore(log).getBlockSize();
      long whole = (source.size() - 1) / block * block;
      copy(source, target, whole);
      shift(log);
      if (whole > 0 && collapse.front(log, whole)) {
        Files.move(fresh, part(log, 1), StandardCopyOption.ATOMIC_MOVE);
        return whole;
      }
      copy(source, target, source.size());
      source.truncate(0);
      Files.move(fresh, part(log, 1), StandardCopyOption.ATOMIC_MOVE);
      return target.size();
    }
  }

  static long length(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      return 0;
    }
  }

  private void shift(Path log) throws IOException {
    for (int number = kept; number > 1; number--) {
      Path newer = part(log, number - 1);
      if (Files.exists(newer)) {
        Files.move(newer, part(log, number), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static void copy(FileChannel source, FileChannel target, long end) throws IOException {
    while (target.size() < end) {
      long position = target.size();
      target.position(position);
      if (source.transferTo(position, end - position, target) == 0) {
        return;
      }
    }
  }

  private static Path part(Path log, int number) {
    return log.resolveSibling(log.getFileName() + "." + number);
  }
}
