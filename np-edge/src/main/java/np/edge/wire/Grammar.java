package np.edge.wire;

/** The character classes of RFC 9110 section 5.6.2, 5.5 and RFC 3986 as lookup tables. */
final class Grammar {
  private static final boolean[] TOKEN = new boolean[256];
  private static final boolean[] VALUE = new boolean[256];
  private static final boolean[] TARGET = new boolean[256];
  private static final boolean[] HOST = new boolean[256];
  private static final byte[] HEX = new byte[256];

  static {
    for (int c = 0; c < 256; c++) {
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      TOKEN[c] = letterOrDigit || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
      VALUE[c] = c == '\t' || (c >= ' ' && c != 0x7f);
      TARGET[c] = c > ' ' && c < 0x7f && c != '#';
      HOST[c] = letterOrDigit || c == '-' || c == '.' || c == '_';
      HEX[c] = (byte) (c < 128 ? Character.digit(c, 16) : -1);
    }
  }

  private Grammar() {}

  static boolean isToken(byte c) {
    return TOKEN[c & 0xff];
  }

  /** Visible characters, space, tab and obs-text. */
  static boolean isValue(byte c) {
    return VALUE[c & 0xff];
  }

  /** Visible ASCII without the fragment sign. */
  static boolean isTarget(byte c) {
    return TARGET[c & 0xff];
  }

  /** Letters, digits, hyphen, dot and underscore. */
  static boolean isHost(byte c) {
    return HOST[c & 0xff];
  }

  /** 0 to 15, or -1. */
  static int hex(byte c) {
    return HEX[c & 0xff];
  }

  static byte lower(byte c) {
    return c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
  }

  static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }

  /** Whether the bytes are {@code text}, which is lower-case ASCII, in any case. */
  static boolean matches(byte[] bytes, int start, int end, String text) {
    if (end - start != text.length()) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (lower(bytes[i]) != text.charAt(i - start)) {
        return false;
      }
    }
    return true;
  }
}
