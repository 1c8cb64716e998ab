package np.edge.wire;

import java.util.Locale;

/** The header fields that a proxy treats in a special way; every other one is {@link #OTHER}. */
public enum Field {
  OTHER("", Kind.END_TO_END),
  HOST("host", Kind.FRAMING),
  CONTENT_LENGTH("content-length", Kind.FRAMING),
  TRANSFER_ENCODING("transfer-encoding", Kind.HOP_BY_HOP),
  CONNECTION("connection", Kind.HOP_BY_HOP),
  KEEP_ALIVE("keep-alive", Kind.HOP_BY_HOP),
  PROXY_CONNECTION("proxy-connection", Kind.HOP_BY_HOP),
  PROXY_AUTHENTICATE("proxy-authenticate", Kind.HOP_BY_HOP),
  PROXY_AUTHORIZATION("proxy-authorization", Kind.HOP_BY_HOP),
  TE("te", Kind.HOP_BY_HOP),
  UPGRADE("upgrade", Kind.HOP_BY_HOP),
  HTTP2_SETTINGS("http2-settings", Kind.HOP_BY_HOP),
  EXPECT("expect", Kind.END_TO_END),
  CONTENT_TYPE("content-type", Kind.END_TO_END),
  ACCEPT("accept", Kind.END_TO_END),
  DATE("date", Kind.END_TO_END),
  /** Set from requests by CGI-like programs as HTTP_PROXY, which makes them call strangers. */
  PROXY("proxy", Kind.FORWARDING),
  FORWARDED("forwarded", Kind.FORWARDING),
  X_REAL_IP("x-real-ip", Kind.FORWARDING),
  X_CLIENT_IP("x-client-ip", Kind.FORWARDING),
  TRUE_CLIENT_IP("true-client-ip", Kind.FORWARDING),
  X_CLUSTER_CLIENT_IP("x-cluster-client-ip", Kind.FORWARDING),
  X_REQUEST_ID("x-request-id", Kind.REQUEST_ID),
  /** Every {@code X-Forwarded-...}. */
  X_FORWARDED("x-forwarded-", Kind.FORWARDING),
  /** Names with an underscore: many programs cannot tell them from those with a hyphen. */
  UNDERSCORE("_", Kind.FORWARDING);

  /** Who a field is for. */
  public enum Kind {
    END_TO_END,
    /** For the next hop and written by each hop itself (RFC 9110 section 7.6.1). */
    HOP_BY_HOP,
    /** Says where a message goes or ends; no Connection header may name it away. */
    FRAMING,
    /** Says who the client is; only the edge may say that to an instance. */
    FORWARDING,
    /** Identifies a request; the edge writes it in requests and responses. */
    REQUEST_ID
  }

  private static final Field[] TABLE = new Field[256];

  static {
    for (Field field : values()) {
      if (field != OTHER && field != X_FORWARDED && field != UNDERSCORE) {
        int slot = slot(field.lower.length(), field.lower.charAt(0), last(field.lower));
        while (TABLE[slot] != null) {
          slot = (slot + 1) & 255;
        }
        TABLE[slot] = field;
      }
    }
  }

  private final String lower;
  private final Kind kind;

  Field(String lower, Kind kind) {
    this.lower = lower;
    this.kind = kind;
  }

  /** The name in lower case. */
  public String lower() {
    return lower;
  }

  public Kind kind() {
    return kind;
  }

  /** The field with the name that lies in {@code bytes} from {@code start} to {@code end}. */
  static Field of(byte[] bytes, int start, int end) {
    byte first = Grammar.lower(bytes[start]);
    int slot = slot(end - start, first, Grammar.lower(bytes[end - 1]));
    for (Field field = TABLE[slot]; field != null; field = TABLE[slot]) {
      if (Grammar.matches(bytes, start, end, field.lower)) {
        return field;
      }
      slot = (slot + 1) & 255;
    }
    if (first == 'x' && isForwarded(bytes, start, end)) {
      return X_FORWARDED;
    }
    return hasUnderscore(bytes, start, end) ? UNDERSCORE : OTHER;
  }

  private static boolean isForwarded(byte[] bytes, int start, int end) {
    int length = X_FORWARDED.lower.length();
    return end - start > length && Grammar.matches(bytes, start, start + length, X_FORWARDED.lower);
  }

  private static boolean hasUnderscore(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == '_') {
        return true;
      }
    }
    return false;
  }

  private static int slot(int length, int first, int last) {
    return (length * 31 + first * 7 + last * 13) & 255;
  }

  private static char last(String text) {
    return text.charAt(text.length() - 1);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
