package np.cli.postgres;

import java.util.ArrayList;
import java.util.List;
import np.cli.output.Width;
import np.model.Printable;

/**
 * The line of a statement that a mistake is in, with a caret under it.
 *
 * @param line in the script, from 1
 * @param column in that line, from 1
 * @param lines for people, escaped
 */
public record Excerpt(long line, int column, List<String> lines) {
  private static final int WIDTH = 100;
  private static final int BEFORE = 60;

  public Excerpt {
    lines = List.copyOf(lines);
  }

  /**
   * Of a statement.
   *
   * @param file that it stands in; empty: it was typed
   * @param first the line in the file that the statement begins in
   * @param position in characters from 1; 0: its beginning is shown, without a caret
   */
  public static Excerpt of(String file, String statement, long first, int position) {
    int at =
        statement.offsetByCodePoints(0, Math.min(Math.max(0, position - 1), points(statement)));
    int from = statement.lastIndexOf('\n', at - 1) + 1;
    int to = statement.indexOf('\n', at);
    String text = statement.substring(from, to < 0 ? statement.length() : to).replace('\t', ' ');
    long line = first + statement.substring(0, from).chars().filter(c -> c == '\n').count();
    return new Excerpt(line, at - from + 1, shown(file, line, cut(text, at - from), position > 0));
  }

  private static int points(String text) {
    return text.codePointCount(0, text.length());
  }

  /** A window of a long line. */
  private static Cut cut(String text, int at) {
    int from = at > BEFORE ? at - BEFORE : 0;
    int to = Math.min(text.length(), from + WIDTH);
    String head = from > 0 ? "…" : "";
    String before = head + Printable.escape(text.substring(from, at));
    String rest = Printable.escape(text.substring(at, Math.max(at, to)));
    return new Cut(before, rest + (to < text.length() ? "…" : ""));
  }

  private record Cut(String before, String rest) {}

  private static List<String> shown(String file, long line, Cut cut, boolean caret) {
    List<String> lines = new ArrayList<>();
    String number = Long.toString(line);
    String margin = " ".repeat(number.length());
    if (!file.isEmpty()) {
      lines.add(margin + "--> " + Printable.escape(file) + ":" + number);
    }
    lines.add(" " + number + " | " + cut.before() + cut.rest());
    if (caret) {
      lines.add(" " + margin + " | " + " ".repeat(Width.of(cut.before())) + "^");
    }
    return lines;
  }
}
