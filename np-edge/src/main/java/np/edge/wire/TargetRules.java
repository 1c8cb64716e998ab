package np.edge.wire;

/**
 * Brings a request target (RFC 9112 section 3.2) into the one form that is routed and forwarded:
 * origin form, dot segments removed (RFC 3986 section 5.2.4). So nobody behind the edge can read
 * another path out of it than the edge did.
 */
final class TargetRules {
  private TargetRules() {}

  /** Rewrites the target of {@code head} where that is needed. */
  static void apply(RequestHead head) throws MalformedException {
    byte[] bytes = head.fields().bytes();
    if (head.isMethod("CONNECT") || head.isMethod("TRACE")) {
      throw new MalformedException(405, "CONNECT and TRACE are not allowed");
    }
    if (bytes[head.targetStart] != '/') {
      otherForm(head);
    }
    checkPath(head);
  }

  private static void otherForm(RequestHead head) throws MalformedException {
    byte[] bytes = head.fields().bytes();
    int start = head.targetStart;
    if (head.targetEnd - start == 1 && bytes[start] == '*' && head.isMethod("OPTIONS")) {
      return;
    }
    int authority = authorityStart(head);
    int end = authority;
    while (end < head.targetEnd && bytes[end] != '/' && bytes[end] != '?') {
      end++;
    }
    HostRules.check(bytes, authority, end);
    String named = head.fields().text(authority, end);
    if (!named.equalsIgnoreCase(head.host())) {
      throw new MalformedException(400, "the target names another host than Host");
    }
    boolean hasPath = end < head.targetEnd && bytes[end] == '/';
    rewrite(head, hasPath ? "" : "/", end);
  }

  private static int authorityStart(RequestHead head) throws MalformedException {
    byte[] bytes = head.fields().bytes();
    int start = head.targetStart;
    for (String scheme : new String[] {"http://", "https://"}) {
      int end = start + scheme.length();
      if (end < head.targetEnd && Grammar.matches(bytes, start, end, scheme)) {
        return end;
      }
    }
    throw new MalformedException(400, "the request target is malformed");
  }

  /** Puts a new target behind the head: {@code prefix} and the old target from {@code from} on. */
  private static void rewrite(RequestHead head, String prefix, int from) {
    String rest = head.fields().text(from, head.targetEnd);
    head.targetStart = head.fields().append(prefix + rest);
    head.targetEnd = head.fields().length();
  }

  private static void checkPath(RequestHead head) throws MalformedException {
    byte[] bytes = head.fields().bytes();
    boolean dots = false;
    int at = head.targetStart;
    while (at < head.targetEnd && bytes[at] != '?') {
      byte c = bytes[at];
      if (c == '\\') {
        throw new MalformedException(400, "a backslash in the path");
      } else if (c == '%') {
        dots |= escape(bytes, at, head.targetEnd) == '.';
      } else if (c == '.') {
        dots |= bytes[at - 1] == '/';
      }
      at++;
    }
    head.pathEnd = at;
    if (dots) {
      removeDots(head);
    }
  }

  private static int escape(byte[] bytes, int at, int end) throws MalformedException {
    int high = at + 2 < end ? Grammar.hex(bytes[at + 1]) : -1;
    int low = at + 2 < end ? Grammar.hex(bytes[at + 2]) : -1;
    if (high < 0 || low < 0 || (high | low) == 0) {
      throw new MalformedException(400, "a percent sign in the path is not an escape, or is NUL");
    }
    return high << 4 | low;
  }

  private static void removeDots(RequestHead head) throws MalformedException {
    String[] segments = head.path().substring(1).split("/", -1);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < segments.length; i++) {
      String plain = segments[i].replace("%2e", ".").replace("%2E", ".");
      boolean last = i == segments.length - 1;
      if (plain.equals("..")) {
        if (out.isEmpty()) {
          throw new MalformedException(400, "the path leads above its root");
        }
        out.setLength(out.lastIndexOf("/"));
        out.append(last ? "/" : "");
      } else if (plain.equals(".")) {
        out.append(last ? "/" : "");
      } else {
        out.append('/').append(segments[i]);
      }
    }
    int pathLength = out.length();
    int queryAt = head.pathEnd;
    rewrite(head, out.toString(), queryAt);
    head.pathEnd = head.targetStart + pathLength;
  }
}
