package np.edge.log;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A log file that is put aside as {@code .1}, {@code .2} and so on when it has become long. */
final class RotatedFile implements AutoCloseable {
  private static final String MODE = "rw-r-----";

  private final Path path;
  private final LogLimits limits;
  private @Nullable FileChannel channel;
  private long size;

  RotatedFile(Path path, LogLimits limits) {
    this.path = path;
    this.limits = limits;
  }

  /** Appends whole lines. After a failure the next call begins with a new attempt to open. */
  void append(ByteBuffer lines) throws IOException {
    try {
      FileChannel current = channel == null ? open() : channel;
      if (size > 0 && size + lines.remaining() > limits.fileBytes()) {
        current = rotate();
      }
      while (lines.hasRemaining()) {
        size += current.write(lines, size);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel current = channel;
    channel = null;
    if (current != null) {
      current.close();
    }
  }

  private FileChannel open() throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE));
    FileChannel opened = FileChannel.open(path, Set.of(CREATE, READ, WRITE), mode);
    channel = opened;
    size = endOfLastLine(opened);
    return opened;
  }

  /** Where to go on: a crash may have left half a line, which is overwritten. */
  private static long endOfLastLine(FileChannel file) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    long end = file.size();
    while (end > 0 && file.read(one.clear(), end - 1) == 1 && one.get(0) != '\n') {
      end--;
    }
    file.truncate(end);
    return end;
  }

  private FileChannel rotate() throws IOException {
    close();
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
    return open();
  }

  private Path aside(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }
}
