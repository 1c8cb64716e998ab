package np.spec;

import java.net.IDN;
import java.util.List;
import np.model.Hostname;
import np.model.Printable;

/** Hosts and paths of routes, with hints for what people write instead. */
final class RouteText {
  private static final String SEGMENTS = "(/[A-Za-z0-9._~-]+)+";

  private RouteText() {}

  static Hostname host(String text) {
    if (text.contains("://")) {
      throw Form.invalid(
          "\"" + Printable.escape(text) + "\" is a URL, not a host",
          "leave out the scheme: "
              + Printable.escape(text.replaceFirst("^.*://", "").replaceFirst("/+$", "")));
    }
    if (text.startsWith("*.")) {
      throw Form.invalid("hosts with * are not available yet", "name each host");
    }
    if (text.matches("[^:]+:[0-9]+")) {
      throw Form.invalid(
          "\"" + Printable.escape(text) + "\" names a port",
          "leave it out; np listens on the usual ports");
    }
    return text.codePoints().allMatch(c -> c < 128) ? new Hostname(text) : refuse(text);
  }

  private static Hostname refuse(String text) {
    throw Form.invalid(
        "\"" + Printable.escape(text) + "\" is not a host name in ASCII", "write " + ascii(text));
  }

  private static String ascii(String text) {
    try {
      return IDN.toASCII(text);
    } catch (IllegalArgumentException e) {
      return "it in Punycode (RFC 3492)";
    }
  }

  static String path(String text) {
    boolean dots = List.of(text.split("/")).stream().anyMatch(part -> part.matches("\\.{1,2}"));
    if (text.equals("/") || (text.matches(SEGMENTS) && !dots)) {
      return text;
    }
    String hint =
        text.matches(SEGMENTS + "/+")
            ? "write it without / at its end: " + text.replaceAll("/+$", "")
            : "write it as /billing, with letters, digits and . _ ~ -";
    throw Form.invalid("\"" + Printable.escape(text) + "\" is not a path", hint);
  }
}
