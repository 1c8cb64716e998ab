package np.spec;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the commented np.yaml of {@code np init}: what holds now, and what else could be said. */
public final class InitFile {
  private static final Pattern TOP_KEY = Pattern.compile("(?m)^([a-z_]+):");

  private InitFile() {}

  /**
   * The file.
   *
   * @param schema where the JSON Schema lies, for editors
   * @param chosen the lines that hold, for example of what np detected
   */
  public static String text(String schema, String chosen) {
    StringBuilder out = new StringBuilder();
    out.append("# yaml-language-server: $schema=").append(schema).append("\n\n");
    out.append(chosen.strip()).append("\n\n");
    out.append(
        "# What else can be said here; take away the # to say it. np config validate checks\n");
    out.append("# the file, np plan shows what it would change.\n");
    Set<String> said = keys(chosen);
    Schema.TOP.keys().stream()
        .filter(key -> key.availability() == Key.Availability.NOW && !said.contains(key.name()))
        .forEach(key -> append(out, key));
    return out.toString();
  }

  private static Set<String> keys(String text) {
    Set<String> out = new TreeSet<>();
    Matcher matcher = TOP_KEY.matcher(text);
    while (matcher.find()) {
      out.add(matcher.group(1));
    }
    return out;
  }

  private static void append(StringBuilder out, Key key) {
    String fallback = key.fallback().isEmpty() ? "" : " (default: " + key.fallback() + ")";
    out.append("\n# ").append(key.description()).append(fallback).append('\n');
    key.example().lines().forEach(line -> out.append("#").append(line).append('\n'));
  }
}
