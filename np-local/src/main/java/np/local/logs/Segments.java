package np.local.logs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a log across the files that it lies in, oldest first. */
final class Segments extends InputStream {
  private final List<Segment> segments;
  private final long end;
  private long position;
  private @Nullable FileChannel channel;
  private @Nullable Segment open;

  /**
   * A file that holds a part of the log.
   *
   * @param start the offset of its first byte in the whole log
   * @param length in bytes
   */
  record Segment(Path path, long start, long length) {
    boolean holds(long offset) {
      return offset >= start && offset < start + length;
    }
  }

  /**
   * @param start the offset to begin at
   * @param end the offset to end before
   */
  Segments(List<Segment> segments, long start, long end) {
    this.segments = segments;
    this.position = start;
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (position >= end) {
      return -1;
    }
    Segment segment =
        segments.stream().filter(each -> each.holds(position)).findFirst().orElse(null);
    if (segment == null) {
      return -1;
    }
    long most =
        Math.min(Math.min(length, end - position), segment.start + segment.length - position);
    int read =
        channel(segment)
            .read(ByteBuffer.wrap(target, offset, (int) most), position - segment.start);
    position += Math.max(read, 0);
    return read;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private FileChannel channel(Segment segment) throws IOException {
    FileChannel current = channel;
    if (current != null && segment.equals(open)) {
      return current;
    }
    close();
    FileChannel fresh = FileChannel.open(segment.path, StandardOpenOption.READ);
    channel = fresh;
    open = segment;
    return fresh;
  }
}
