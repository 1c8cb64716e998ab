package np.edge.wire;

import org.jspecify.annotations.Nullable;

/**
 * The head of a request, whatever HTTP version it came in. Checked when it gets here: the target is
 * in origin form with dot segments removed, there is exactly one host (or none in HTTP/1.0), and
 * the body's end is unambiguous. Used again for other requests: whoever needs a part for longer
 * copies it.
 */
public final class RequestHead {
  private final HeaderBlock fields = new HeaderBlock();
  private final Framing framing = new Framing();
  int methodStart;
  int methodEnd;
  int targetStart;
  int targetEnd;
  int pathEnd;
  int hostStart;
  int hostEnd;
  int minor;
  boolean websocket;
  boolean keyless;

  /** Forgets everything. */
  public void clear() {
    fields.clear();
    framing.reset();
    methodStart = 0;
    methodEnd = 0;
    targetStart = 0;
    targetEnd = 0;
    pathEnd = 0;
    hostStart = 0;
    hostEnd = 0;
    minor = 1;
    websocket = false;
    keyless = false;
  }

  /** The header fields, as they came. */
  public HeaderBlock fields() {
    return fields;
  }

  public Framing framing() {
    return framing;
  }

  /** The minor version of HTTP/1; 1 for HTTP/2. */
  public int minor() {
    return minor;
  }

  public String method() {
    return fields.text(methodStart, methodEnd);
  }

  /** Whether the method is this one; methods are case-sensitive. */
  public boolean isMethod(String upperCase) {
    return isText(methodStart, methodEnd, upperCase);
  }

  /** GET, HEAD, OPTIONS, PUT or DELETE (RFC 9110 section 9.2.2; TRACE never gets here). */
  public boolean isIdempotent() {
    return isMethod("GET")
        || isMethod("HEAD")
        || isMethod("OPTIONS")
        || isMethod("PUT")
        || isMethod("DELETE");
  }

  /** The path with its percent-encoding, starting with a slash. */
  public String path() {
    return fields.text(targetStart, pathEnd);
  }

  /** What follows the question mark, without it; null when there is none. */
  public @Nullable String query() {
    return pathEnd == targetEnd ? null : fields.text(pathEnd + 1, targetEnd);
  }

  /** Path and query as they are forwarded. */
  public String target() {
    return fields.text(targetStart, targetEnd);
  }

  /** The value of Host or :authority as it was sent; empty when HTTP/1.0 sent none. */
  public String host() {
    return fields.text(hostStart, hostEnd);
  }

  /** Whether the host is the same text as in {@code other}. */
  public boolean isHost(byte[] other) {
    int length = hostEnd - hostStart;
    if (length != other.length) {
      return false;
    }
    byte[] bytes = fields.bytes();
    for (int i = 0; i < length; i++) {
      if (bytes[hostStart + i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the path is {@code prefix} or goes on below it; the prefix ends without a slash. */
  public boolean isBelow(byte[] prefix) {
    byte[] bytes = fields.bytes();
    int length = prefix.length;
    if (pathEnd - targetStart < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[targetStart + i] != prefix[i]) {
        return false;
      }
    }
    return pathEnd - targetStart == length || bytes[targetStart + length] == '/';
  }

  /** The first value of a field. */
  public @Nullable String header(Field field) {
    return fields.value(field);
  }

  /** The first value of the field with this lower-case name. */
  public @Nullable String header(String lowerCaseName) {
    return fields.value(lowerCaseName);
  }

  /** Whether a body follows, maybe of length 0. */
  public boolean hasBody() {
    return framing.chunked() || framing.length() > 0;
  }

  /** Whether it asks to switch to WebSocket (RFC 6455 section 4.2.1, RFC 8441) and may. */
  public boolean isWebSocket() {
    return websocket;
  }

  /** Whether it asks so without a key: the edge has to make one for the instance. */
  public boolean isKeyless() {
    return keyless;
  }

  /** Whether the body is gRPC, which needs HTTP/2 and trailers all the way. */
  public boolean isGrpc() {
    String type = header(Field.CONTENT_TYPE);
    return type != null
        && (type.equals("application/grpc")
            || type.startsWith("application/grpc+")
            || type.startsWith("application/grpc;"));
  }

  private boolean isText(int start, int end, String text) {
    if (end - start != text.length()) {
      return false;
    }
    byte[] bytes = fields.bytes();
    for (int i = start; i < end; i++) {
      if (bytes[i] != text.charAt(i - start)) {
        return false;
      }
    }
    return true;
  }
}
