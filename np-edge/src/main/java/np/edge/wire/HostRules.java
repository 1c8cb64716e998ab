package np.edge.wire;

import java.util.Locale;

/**
 * What a Host field may be (RFC 3986 section 3.2.2, RFC 9110 section 7.2) and its canonical form.
 */
public final class HostRules {
  private static final int MAX_LENGTH = 260;

  private HostRules() {}

  /** Refuses everything but a name or an address in brackets, with or without a port. */
  static void check(byte[] bytes, int start, int end) throws MalformedException {
    int at = start;
    if (at < end && bytes[at] == '[') {
      at++;
      while (at < end && (Grammar.hex(bytes[at]) >= 0 || bytes[at] == ':' || bytes[at] == '.')) {
        at++;
      }
      if (at == end || bytes[at++] != ']') {
        throw new MalformedException(400, "the host is malformed");
      }
    } else {
      while (at < end && Grammar.isHost(bytes[at])) {
        at++;
      }
    }
    if (at == start || end - start > MAX_LENGTH) {
      throw new MalformedException(400, "the host is empty or too long");
    }
    port(bytes, at, end);
  }

  private static void port(byte[] bytes, int at, int end) throws MalformedException {
    if (at == end) {
      return;
    }
    boolean digits = bytes[at] == ':' && end - at <= 6;
    for (int i = at + 1; i < end; i++) {
      digits &= bytes[i] >= '0' && bytes[i] <= '9';
    }
    if (!digits) {
      throw new MalformedException(400, "the host is malformed");
    }
  }

  /** The name by which routes are found: lower case, without port and trailing dot. */
  public static String canonical(String host) {
    int end = host.length();
    int colon = host.lastIndexOf(':');
    if (colon >= 0 && host.indexOf(']', colon) < 0) {
      end = colon;
    }
    if (end > 1 && host.charAt(end - 1) == '.') {
      end--;
    }
    return host.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
