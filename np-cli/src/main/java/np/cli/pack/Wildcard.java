package np.cli.pack;

/**
 * Git's wildmatch with WM_PATHNAME: {@code *} and {@code ?} stop at a slash, {@code **} between
 * slashes spans directories, brackets as in glob(7).
 */
final class Wildcard {
  private static final int NO_BRACKET = -1;

  private final String pattern;

  Wildcard(String pattern) {
    this.pattern = pattern;
  }

  boolean matches(String text) {
    return matches(0, text, 0);
  }

  private boolean matches(int p, String text, int t) {
    int at = p;
    int in = t;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == '*') {
        return star(at, text, in);
      }
      if (in >= text.length()) {
        return false;
      }
      int next = one(at, text.charAt(in));
      if (next < 0) {
        return false;
      }
      at = next;
      in++;
    }
    return in == text.length();
  }

  /** Where the pattern goes on after matching one character; negative when it does not match. */
  private int one(int at, char actual) {
    char c = pattern.charAt(at);
    if (c == '?') {
      return actual == '/' ? -1 : at + 1;
    }
    if (c == '[') {
      return bracket(at, actual);
    }
    if (c == '\\') {
      // A backslash at the end matches nothing (git: invalid pattern).
      boolean same = at + 1 < pattern.length() && pattern.charAt(at + 1) == actual;
      return same ? at + 2 : -1;
    }
    return c == actual ? at + 1 : -1;
  }

  private boolean star(int p, String text, int t) {
    int after = p;
    while (after < pattern.length() && pattern.charAt(after) == '*') {
      after++;
    }
    boolean startsPart = p == 0 || pattern.charAt(p - 1) == '/';
    boolean endsPart = after == pattern.length() || pattern.charAt(after) == '/';
    boolean spans = after - p >= 2 && startsPart && endsPart;
    if (spans && after < pattern.length() && matches(after + 1, text, t)) {
      return true;
    }
    for (int in = t; in <= text.length(); in++) {
      if (matches(after, text, in)) {
        return true;
      }
      if (in < text.length() && text.charAt(in) == '/' && !spans) {
        return false;
      }
    }
    return false;
  }

  private int bracket(int start, char actual) {
    int at = start + 1;
    boolean negated = at < pattern.length() && "!^".indexOf(pattern.charAt(at)) >= 0;
    at += negated ? 1 : 0;
    boolean found = false;
    for (boolean first = true; first || at < pattern.length(); first = false) {
      if (at >= pattern.length()) {
        return NO_BRACKET;
      }
      char c = pattern.charAt(at);
      if (c == ']' && !first) {
        boolean hit = found != negated && actual != '/';
        return hit ? at + 1 : -1;
      }
      int named = namedClass(at);
      if (named > 0) {
        found |= PosixClass.matches(pattern.substring(at + 2, named - 2), actual);
        at = named;
        continue;
      }
      int low = c == '\\' ? ++at : at;
      int high = rangeEnd(low);
      if (Math.max(low, high) >= pattern.length()) {
        return NO_BRACKET;
      }
      found |= pattern.charAt(low) <= actual && actual <= pattern.charAt(high);
      at = high + 1;
    }
    return NO_BRACKET;
  }

  /** The index of the last character of the range that starts at {@code low}; itself if none. */
  private int rangeEnd(int low) {
    boolean range =
        low + 2 < pattern.length()
            && pattern.charAt(low + 1) == '-'
            && pattern.charAt(low + 2) != ']';
    if (!range) {
      return low;
    }
    return pattern.charAt(low + 2) == '\\' ? low + 3 : low + 2;
  }

  /** The end of {@code [:alpha:]} if it starts here, else 0. */
  private int namedClass(int at) {
    if (!pattern.startsWith("[:", at)) {
      return 0;
    }
    int end = pattern.indexOf(":]", at + 2);
    return end < 0 ? 0 : end + 2;
  }
}
