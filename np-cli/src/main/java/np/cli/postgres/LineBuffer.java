package np.cli.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A buffered input that counts its lines and bytes. */
final class LineBuffer {
  private static final int SIZE = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[SIZE];
  private int next;
  private int end;
  private long read;
  private long line = 1;

  LineBuffer(InputStream in) {
    this.in = in;
  }

  long line() {
    return line;
  }

  long position() {
    return read - (end - next);
  }

  /** The next byte, -1 at the end. */
  int read() throws IOException {
    if (next == end && !fill()) {
      return -1;
    }
    int b = buffer[next++] & 0xff;
    if (b == '\n') {
      line++;
    }
    return b;
  }

  /** The rest of the line, without its end. */
  byte[] readLine() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    for (int b = read(); b >= 0 && b != '\n'; b = read()) {
      if (b != '\r') {
        rest.write(b);
      }
    }
    return rest.toByteArray();
  }

  void skipLine() throws IOException {
    int b = read();
    while (b >= 0 && b != '\n') {
      b = read();
    }
  }

  /** Gives on lines up to one that is {@code \.}, or the end. */
  SqlReader.DataEnd copy(SqlReader.DataSink sink) throws IOException {
    while (!isEndMarker()) {
      if (next == end && !fill()) {
        return SqlReader.DataEnd.INPUT;
      }
      giveLine(sink);
    }
    skipLine();
    return SqlReader.DataEnd.MARKER;
  }

  /**
   * As many whole lines of the buffer as come before one that begins with a backslash and a dot.
   */
  private void giveLine(SqlReader.DataSink sink) throws IOException {
    int from = next;
    while (next < end) {
      int newline = indexOfNewline(next);
      if (newline < 0) {
        next = end;
        sink.take(buffer, from, next - from);
        finishLine(sink);
        return;
      }
      next = newline + 1;
      line++;
      if (next + 1 >= end || (buffer[next] == '\\' && buffer[next + 1] == '.')) {
        break;
      }
    }
    sink.take(buffer, from, next - from);
  }

  /** A line that is longer than what is buffered. */
  private void finishLine(SqlReader.DataSink sink) throws IOException {
    while (fill()) {
      int newline = indexOfNewline(next);
      int to = newline < 0 ? end : newline + 1;
      sink.take(buffer, next, to - next);
      next = to;
      if (newline >= 0) {
        line++;
        return;
      }
    }
  }

  private int indexOfNewline(int from) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Whether the next line is {@code \.}, at the beginning of a line. */
  private boolean isEndMarker() throws IOException {
    if (!have(2) || buffer[next] != '\\' || buffer[next + 1] != '.') {
      return false;
    }
    boolean more = have(3);
    byte third = more ? buffer[next + 2] : (byte) '\n';
    return third == '\n' || third == '\r';
  }

  /** Makes sure that so many bytes are buffered, if there are so many. */
  private boolean have(int count) throws IOException {
    while (end - next < count) {
      System.arraycopy(buffer, next, buffer, 0, end - next);
      end -= next;
      next = 0;
      int more = in.read(buffer, end, SIZE - end);
      if (more < 0) {
        return false;
      }
      read += more;
      end += more;
    }
    return true;
  }

  private boolean fill() throws IOException {
    int more = in.read(buffer, 0, SIZE);
    next = 0;
    end = Math.max(0, more);
    read += end;
    return more > 0;
  }
}
