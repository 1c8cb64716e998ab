package np.cli.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The start of a response (RFC 9112 sections 2 and 4).
 *
 * @param headers by lower-case name
 */
record HttpHead(int status, Map<String, String> headers) {
  /** 101 (RFC 9110 section 15.2.2). */
  static final int SWITCHING = 101;

  private static final int LONGEST_LINE = 16 << 10;
  private static final int MOST_HEADERS = 200;

  /** Reads the head, after any interim one; a switch of protocols is none. */
  static HttpHead read(InputStream in) throws IOException {
    HttpHead head = readOne(in);
    while (head.status < 200 && head.status != SWITCHING) {
      head = readOne(in);
    }
    return head;
  }

  private static HttpHead readOne(InputStream in) throws IOException {
    String first = line(in);
    if (!first.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
      throw new IOException("this is not an HTTP server");
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() > MOST_HEADERS) {
        throw new IOException("bad response header");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    return new HttpHead(Integer.parseInt(first, 9, 12, 10), headers);
  }

  /** One line without its end. */
  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended before an answer");
      }
      if (line.size() > LONGEST_LINE) {
        throw new IOException("a line of the answer is too long");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
