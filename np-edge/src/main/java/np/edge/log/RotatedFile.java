package np.edge.log;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A log file that is put aside as {@code .1}, {@code .2} and so on when it has become long. Two
 * edges may write it at a time: whole lines at its end, and who finds it put aside follows.
 */
final class RotatedFile implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

  /** A lock of a file keeps out other programs, not the threads of this one. */
  private static final Lock THREADS = new ReentrantLock();

  private final Path path;
  private final LogLimits limits;
  private @Nullable FileChannel channel;
  private @Nullable Object key;

  RotatedFile(Path path, LogLimits limits) {
    this.path = path;
    this.limits = limits;
  }

  /** Appends whole lines. After a failure the next call begins with a new attempt to open. */
  void append(ByteBuffer lines) throws IOException {
    try {
      FileChannel current = channel;
      if (current == null || isFull(current, lines.remaining())) {
        current = alone(lines.remaining());
      }
      while (lines.hasRemaining()) {
        current.write(lines);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private boolean isFull(FileChannel file, int more) throws IOException {
    long size = file.size();
    return size > 0 && size + more > limits.fileBytes();
  }

  @Override
  public void close() throws IOException {
    FileChannel current = channel;
    channel = null;
    if (current != null) {
      current.close();
    }
  }

  /**
   * Opens the file for so many more bytes while no other edge opens it or puts it aside: the lock
   * goes with its file's closing.
   */
  private FileChannel alone(int more) throws IOException {
    THREADS.lock();
    try (FileChannel file = FileChannel.open(lockFile(), Set.of(CREATE, WRITE), MODE)) {
      file.lock();
      FileChannel current = channel == null ? open() : channel;
      return isFull(current, more) ? next() : current;
    } finally {
      THREADS.unlock();
    }
  }

  private Path lockFile() throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    return path.resolveSibling(path.getFileName() + ".lock");
  }

  private FileChannel open() throws IOException {
    try (FileChannel file = FileChannel.open(path, Set.of(CREATE, READ, WRITE), MODE)) {
      cutHalfLine(file);
    }
    FileChannel opened = FileChannel.open(path, Set.of(CREATE, APPEND), MODE);
    channel = opened;
    key = keyOfPath();
    return opened;
  }

  /** A crash may have left half a line. */
  private static void cutHalfLine(FileChannel file) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    long size = file.size();
    long end = size;
    while (end > 0 && file.read(one.clear(), end - 1) == 1 && one.get(0) != '\n') {
      end--;
    }
    if (end < size) {
      file.truncate(end);
    }
  }

  private @Nullable Object keyOfPath() throws IOException {
    return Files.exists(path)
        ? Files.readAttributes(path, BasicFileAttributes.class).fileKey()
        : null;
  }

  /** Puts the file aside, unless somebody else has done that. */
  private FileChannel next() throws IOException {
    close();
    if (Objects.equals(keyOfPath(), key)) {
      rotate();
    }
    return open();
  }

  private void rotate() throws IOException {
    for (int i = limits.files() - 1; i > 1; i--) {
      Path older = aside(i - 1);
      if (Files.exists(older)) {
        Files.move(older, aside(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (limits.files() > 1) {
      Files.move(path, aside(1), StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(path);
    }
  }

  private Path aside(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }
}
