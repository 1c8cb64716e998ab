package np.model;

/** Makes text from strangers safe to show on a terminal or in a log line. */
public final class Printable {
  private Printable() {}

  /**
   * Escapes every control character (C0, DEL, C1, line and paragraph separators, bidirectional
   * overrides) as {@code \}{@code uXXXX}; leaves the rest as it is.
   */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnsafe(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isUnsafe(char c) {
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
