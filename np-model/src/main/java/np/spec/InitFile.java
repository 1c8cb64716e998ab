package np.spec;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the commented np.yaml of {@code np init}: what holds now, and what else could be said. */
public final class InitFile {
  private static final Pattern TOP_KEY = Pattern.compile("(?m)^([a-z_]+):");
  private static final int WIDTH = 90;

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
    out.append("# What else can be said here. np config validate checks the file, np plan shows\n");
    out.append("# what it would change.\n");
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
    String note = key.description() + fallback;
    List<String> lines = key.example().lines().toList();
    boolean behind = lines.size() == 1 && lines.getFirst().length() + note.length() < WIDTH;
    if (behind) {
      out.append("# ").append(lines.getFirst()).append("   # ").append(note).append('\n');
      return;
    }
    out.append("\n# ").append(note).append('\n');
    for (String line : lines) {
      out.append("# ").append(line).append('\n');
    }
  }
}
