package np.edge.files;

/** Reads lists of entity tags (RFC 9110 section 8.8.3). */
final class EntityTags {

  /** Whether a weak tag can be equal to a strong one. */
  enum Comparison {
    STRONG,
    WEAK
  }

  private EntityTags() {}

  /** Whether {@code field} is {@code *} or has the strong tag {@code etag} in it. */
  static boolean contains(String field, String etag, Comparison comparison) {
    if (field.strip().equals("*")) {
      return true;
    }
    int at = 0;
    while (at < field.length()) {
      boolean weak = field.startsWith("W/", at);
      int open = weak ? at + 2 : at;
      int close = open < field.length() && field.charAt(open) == '"' ? close(field, open) : -1;
      if (close < 0) {
        at++;
        continue;
      }
      boolean equal = field.regionMatches(open, etag, 0, Math.max(etag.length(), close + 1 - open));
      if (equal && (!weak || comparison == Comparison.WEAK)) {
        return true;
      }
      at = close + 1;
    }
    return false;
  }

  private static int close(String field, int open) {
    return field.indexOf('"', open + 1);
  }
}
