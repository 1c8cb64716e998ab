package np.local.logs;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Splits bytes into lines, whatever they are: malformed UTF-8 becomes U+FFFD, a line longer than 64
 * KiB becomes several.
 */
final class LineSplitter {
  private static final int LONGEST = 64 * 1024;

  private final InputStream input;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long offset;

  /**
   * @param offset of its first byte
   */
  LineSplitter(InputStream input, long offset) {
    this.input = new BufferedInputStream(input, LONGEST);
    this.offset = offset;
  }

  /**
   * A line.
   *
   * @param offset of its first byte
   * @param end the offset behind it and its line end
   * @param text without line end
   * @param complete whether its line end has been written
   */
  record Line(long offset, long end, String text, boolean complete) {}

  /** The next line; empty at the end of the input. */
  Optional<Line> next() throws IOException {
    line.reset();
    long start = offset;
    while (true) {
      int each = input.read();
      if (each < 0) {
        return line.size() == 0 ? Optional.empty() : Optional.of(line(start, false));
      }
      offset++;
      if (each == '\n') {
        return Optional.of(line(start, true));
      }
      line.write(each);
      if (line.size() == LONGEST) {
        return Optional.of(line(start, true));
      }
    }
  }

  private Line line(long start, boolean complete) {
    String text = line.toString(StandardCharsets.UTF_8);
    String bare = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    return new Line(start, offset, bare, complete);
  }
}
