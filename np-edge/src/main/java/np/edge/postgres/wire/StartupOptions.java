package np.edge.postgres.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import np.model.Printable;

/**
 * The content of the parameter {@code options}: switches as on PostgreSQL's command line, of which
 * only settings are let through, and among them what the gateway itself is told.
 *
 * @param endpoint the database that {@code endpoint=NAME} names
 * @param settings of {@code -c NAME=VALUE} and {@code --NAME=VALUE}, the last one of a name
 */
public record StartupOptions(Optional<String> endpoint, Map<String, String> settings) {
  private static final String ENDPOINT = "endpoint=";
  private static final String SPACE = " \t\n\u000b\f\r";
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)*");

  public StartupOptions {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Whether a setting can have this name. */
  public static boolean isSettingName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Splits as PostgreSQL does: at white space that no backslash precedes. */
  public static StartupOptions parse(String text) throws RefusedException {
    Optional<String> endpoint = Optional.empty();
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> words = words(text);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith(ENDPOINT)) {
        endpoint = Optional.of(endpoint(word.substring(ENDPOINT.length()), endpoint));
      } else if (word.equals("-c") && i + 1 < words.size()) {
        i++;
        put(settings, words.get(i), word);
      } else if ((word.startsWith("-c") && word.length() > 2) || word.startsWith("--")) {
        put(settings, word.substring(2), word);
      } else {
        throw refused(word);
      }
    }
    return new StartupOptions(endpoint, settings);
  }

  private static String endpoint(String name, Optional<String> before) throws RefusedException {
    if (before.isPresent() && !before.get().equals(name)) {
      throw new RefusedException(
          PostgresError.of(SqlState.INVALID_AUTHORIZATION, "options names two databases")
              .hint("Write endpoint=NAME once."));
    }
    return name;
  }

  private static void put(Map<String, String> settings, String assignment, String word)
      throws RefusedException {
    int equals = assignment.indexOf('=');
    String name = equals < 0 ? "" : assignment.substring(0, equals).replace('-', '_');
    if (!isSettingName(name)) {
      throw refused(word);
    }
    settings.remove(name);
    settings.put(name, assignment.substring(equals + 1));
  }

  private static RefusedException refused(String word) {
    String shown = word.length() > 60 ? word.substring(0, 60) + "..." : word;
    return new RefusedException(
        PostgresError.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "options may not contain \"" + Printable.escape(shown) + "\"")
            .hint("Allowed are endpoint=NAME, -c NAME=VALUE and --NAME=VALUE."));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SPACE.indexOf(c) < 0) {
        boolean escapes = c == '\\' && i + 1 < text.length();
        word.append(escapes ? text.charAt(++i) : c);
        inside = true;
      } else if (inside) {
        words.add(word.toString());
        word.setLength(0);
        inside = false;
      }
    }
    if (inside) {
      words.add(word.toString());
    }
    return words;
  }

  /** The settings as PostgreSQL reads them; empty when there are none. */
  public String render() {
    StringBuilder out = new StringBuilder();
    settings.forEach(
        (name, value) -> {
          out.append(out.isEmpty() ? "-c " : " -c ").append(name).append('=');
          value.chars().forEach(c -> escape(out, (char) c));
        });
    return out.toString();
  }

  private static void escape(StringBuilder out, char c) {
    if (c == '\\' || SPACE.indexOf(c) >= 0) {
      out.append('\\');
    }
    out.append(c);
  }
}
