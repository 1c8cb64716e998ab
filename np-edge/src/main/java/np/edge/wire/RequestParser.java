package np.edge.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads request heads of HTTP/1.0 and HTTP/1.1 (RFC 9112 section 3) and refuses what is ambiguous.
 */
public final class RequestParser {
  private static final int MAX_METHOD = 32;
  private static final byte[] HTTP_1 = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

  private final int maxTarget;

  /** Refuses targets that are longer than {@code maxTarget} bytes with 414. */
  public RequestParser(int maxTarget) {
    this.maxTarget = maxTarget;
  }

  /**
   * Reads the complete head that {@code head.fields()} holds.
   *
   * @throws MalformedException with the status that answers it
   */
  public void parse(RequestHead head) throws MalformedException {
    int fieldsAt = requestLine(head);
    FieldParser.parse(head.fields(), fieldsAt);
    head.framing().read(head.fields());
    if (head.framing().chunked() && head.minor == 0) {
      throw new MalformedException(400, "Transfer-Encoding in HTTP/1.0");
    }
    host(head);
    TargetRules.apply(head);
    head.websocket = isWebSocket(head);
  }

  private int requestLine(RequestHead head) throws MalformedException {
    byte[] bytes = head.fields().bytes();
    int at = 0;
    while (Grammar.isToken(bytes[at])) {
      at++;
    }
    if (at == 0 || at > MAX_METHOD || bytes[at] != ' ') {
      throw new MalformedException(400, "the method is malformed");
    }
    head.methodStart = 0;
    head.methodEnd = at;
    int target = ++at;
    while (Grammar.isTarget(bytes[at])) {
      at++;
    }
    if (at - target > maxTarget) {
      throw new MalformedException(414, "the target is longer than " + maxTarget + " bytes");
    }
    if (at == target || bytes[at] != ' ') {
      throw new MalformedException(400, "the request target is malformed");
    }
    head.targetStart = target;
    head.targetEnd = at;
    return version(head, at + 1);
  }

  private static int version(RequestHead head, int at) throws MalformedException {
    byte[] bytes = head.fields().bytes();
    int end = Math.min(at + HTTP_1.length, head.fields().length());
    if (!Arrays.equals(bytes, at, end, HTTP_1, 0, HTTP_1.length)) {
      throw new MalformedException(400, "the HTTP version is malformed");
    }
    int minor = bytes[at + 7] - '0';
    if (bytes[at + 8] != '\r' || bytes[at + 9] != '\n' || minor < 0 || minor > 9) {
      throw new MalformedException(400, "the HTTP version is malformed");
    }
    if (minor > 1) {
      throw new MalformedException(505, "only HTTP/1.0, HTTP/1.1 and HTTP/2 are spoken here");
    }
    head.minor = minor;
    return at + 10;
  }

  static void host(RequestHead head) throws MalformedException {
    HeaderBlock fields = head.fields();
    int found = -1;
    for (int i = 0; i < fields.count(); i++) {
      if (fields.field(i) == Field.HOST) {
        if (found >= 0) {
          throw new MalformedException(400, "more than one Host");
        }
        found = i;
      }
    }
    if (found >= 0) {
      head.hostStart = fields.valueStart(found);
      head.hostEnd = fields.valueEnd(found);
      HostRules.check(fields.bytes(), head.hostStart, head.hostEnd);
    } else if (head.minor == 1) {
      throw new MalformedException(400, "HTTP/1.1 without Host");
    }
  }

  private static boolean isWebSocket(RequestHead head) {
    if (!head.framing().upgrade() || !head.isMethod("GET") || head.hasBody() || head.minor == 0) {
      return false;
    }
    String upgrade = head.header(Field.UPGRADE);
    return upgrade != null && upgrade.equalsIgnoreCase("websocket");
  }
}
