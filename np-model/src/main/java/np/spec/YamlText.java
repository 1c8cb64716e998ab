package np.spec;

import java.util.regex.Pattern;

/** Writes text so that YAML reads the same text back. */
public final class YamlText {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9./$_][A-Za-z0-9 :./$_=+@&|;()<>~-]*");

  private YamlText() {}

  /** As it is where that is safe, otherwise in double quotes (YAML 1.2.2 section 7.3.1). */
  public static String scalar(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && text.equals(text.strip())
            && !text.contains(": ")
            && !text.endsWith(":")
            && !text.equals("null");
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> append(out, c);
      }
    }
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, char c) {
    boolean shown = c >= ' ' && c != 0x7f && (c < 0x80 || Character.isLetterOrDigit(c));
    if (shown || Character.isSurrogate(c)) {
      out.append(c);
    } else {
      out.append("\\u%04x".formatted((int) c));
    }
  }
}
