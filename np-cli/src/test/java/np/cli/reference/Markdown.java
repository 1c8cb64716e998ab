package np.cli.reference;

import java.util.List;
import java.util.Locale;

/** Markdown, line by line. */
final class Markdown {
  private final StringBuilder out = new StringBuilder();

  /** A line with an empty one behind it. */
  Markdown paragraph(String text) {
    out.append(text).append("\n\n");
    return this;
  }

  Markdown heading(int level, String text) {
    return paragraph("#".repeat(level) + " " + text);
  }

  /** A fenced block. */
  Markdown block(String language, String text) {
    return paragraph("```" + language + "\n" + text.stripTrailing() + "\n```");
  }

  /** A table; columns in which no row says anything are left out. */
  Markdown table(List<String> headings, List<List<String>> rows) {
    boolean[] said = new boolean[headings.size()];
    for (int column = 0; column < said.length; column++) {
      int at = column;
      said[column] = rows.stream().anyMatch(row -> !row.get(at).isEmpty());
    }
    row(headings, said);
    row(headings.stream().map(heading -> "---").toList(), said);
    rows.forEach(row -> row(row, said));
    out.append('\n');
    return this;
  }

  private void row(List<String> cells, boolean[] said) {
    for (int column = 0; column < said.length; column++) {
      if (said[column]) {
        out.append("| ").append(cell(cells.get(column))).append(' ');
      }
    }
    out.append("|\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  /** As code; empty stays empty. */
  static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  /** The summary as a sentence. The name np is never capital. */
  static String sentence(String text) {
    boolean capital = !text.isEmpty() && !text.startsWith("np ");
    String start = capital ? text.substring(0, 1).toUpperCase(Locale.ROOT) : "";
    String rest = capital ? text.substring(1) : text;
    return prose(start + rest + (text.isEmpty() || text.endsWith(".") ? "" : "."));
  }

  /** Text in which nothing is taken for a tag. */
  static String prose(String text) {
    return text.replace("<", "&lt;");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
