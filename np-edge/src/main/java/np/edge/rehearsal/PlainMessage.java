package np.edge.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * A message of HTTP/1.1 as the two ends of a rehearsal send them, which trust each other.
 *
 * @param firstLine empty at the end of the connection
 */
record PlainMessage(String firstLine) {
  private static final String LENGTH = "content-length:";
  private static final String CHUNKED = "transfer-encoding: chunked";

  /** Reads one to its end. */
  static PlainMessage read(InputStream in) throws IOException {
    String first = line(in);
    int length = 0;
    boolean chunked = false;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      chunked = chunked || lower.equals(CHUNKED);
      if (lower.startsWith(LENGTH)) {
        length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
      }
    }
    if (chunked) {
      skipChunks(in);
    } else {
      in.skipNBytes(length);
    }
    return new PlainMessage(first);
  }

  boolean isEnd() {
    return firstLine.isEmpty();
  }

  private static void skipChunks(InputStream in) throws IOException {
    for (int size = size(in); size > 0; size = size(in)) {
      in.skipNBytes(size + 2L);
    }
    String trailer = line(in);
    while (!trailer.isEmpty()) {
      trailer = line(in);
    }
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  /** Without its end; empty at the end of the stream. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
