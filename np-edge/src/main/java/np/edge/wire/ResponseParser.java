package np.edge.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads response heads of HTTP/1.0 and HTTP/1.1 (RFC 9112 section 4). */
public final class ResponseParser {
  private static final byte[] HTTP_1 = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

  /**
   * Reads the complete head that {@code head.fields()} holds.
   *
   * @throws MalformedException when it is not exactly as RFC 9112 says; its status means nothing
   */
  public void parse(ResponseHead head) throws MalformedException {
    int fieldsAt = statusLine(head);
    FieldParser.parse(head.fields(), fieldsAt);
    head.framing().read(head.fields());
    if (head.framing().chunked() && head.minor == 0) {
      throw new MalformedException(502, "Transfer-Encoding in HTTP/1.0");
    }
  }

  private static int statusLine(ResponseHead head) throws MalformedException {
    byte[] bytes = head.fields().bytes();
    int length = head.fields().length();
    boolean http1 = length > 16 && Arrays.equals(bytes, 0, HTTP_1.length, HTTP_1, 0, HTTP_1.length);
    int minor = bytes[7] - '0';
    if (!http1 || minor < 0 || minor > 1 || bytes[8] != ' ') {
      throw new MalformedException(502, "the status line is malformed");
    }
    head.minor = minor;
    head.status = digit(bytes[9]) * 100 + digit(bytes[10]) * 10 + digit(bytes[11]);
    if (head.status < 100 || head.status > 599) {
      throw new MalformedException(502, "the status is out of range");
    }
    return reason(head);
  }

  private static int reason(ResponseHead head) throws MalformedException {
    byte[] bytes = head.fields().bytes();
    int at = 12;
    if (bytes[at] == ' ') {
      at++;
    }
    head.reasonStart = at;
    while (Grammar.isValue(bytes[at])) {
      at++;
    }
    head.reasonEnd = at;
    boolean separated = bytes[12] == ' ' || at == 12;
    if (!separated || bytes[at] != '\r' || bytes[at + 1] != '\n') {
      throw new MalformedException(502, "the status line is malformed");
    }
    return at + 2;
  }

  private static int digit(byte c) throws MalformedException {
    if (c < '0' || c > '9') {
      throw new MalformedException(502, "the status is malformed");
    }
    return c - '0';
  }
}
