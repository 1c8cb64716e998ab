package np.server.http;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import np.model.Printable;

/** Takes one line for each request: key=value, no query, no header, no body, so never a secret. */
@FunctionalInterface
public interface AccessLog {
  /** What needs no quotes. */
  Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/{}@%+~-]+");

  /** Writes the line. */
  void line(String line);

  /** The members in their order; odd values in quotes, without control characters. */
  static String format(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> member.getKey() + "=" + quoted(member.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches()
        ? value
        : '"' + Printable.escape(value).replace("\"", "\\\"") + '"';
  }
}
