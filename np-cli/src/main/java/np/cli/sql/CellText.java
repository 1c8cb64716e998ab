package np.cli.sql;

import java.util.ArrayList;
import java.util.List;
import np.cli.output.Width;
import np.model.Printable;
import org.jspecify.annotations.Nullable;

/**
 * A value as it is shown: in lines, with nothing that would act on a terminal.
 *
 * @param lines at least one
 * @param isNull whether it is NULL and not a text
 */
record CellText(List<String> lines, boolean isNull) {
  private static final int TAB = 8;

  CellText {
    lines = List.copyOf(lines);
  }

  static CellText of(@Nullable String cell) {
    if (cell == null) {
      return new CellText(List.of("NULL"), true);
    }
    if (cell.length() < 256 && isPlain(cell)) {
      return new CellText(List.of(cell), false);
    }
    List<String> lines = new ArrayList<>();
    for (String line : cell.split("\r?\n", -1)) {
      lines.add(Printable.escape(untabbed(line)));
    }
    return new CellText(lines, false);
  }

  int width() {
    return lines.stream().mapToInt(Width::of).max().orElse(0);
  }

  /** The line at {@code index}; empty below the last one. */
  String line(int index) {
    return index < lines.size() ? lines.get(index) : "";
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private static String untabbed(String line) {
    if (line.indexOf('\t') < 0) {
      return line;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\t') {
        out.append(" ".repeat(TAB - Width.of(out.toString()) % TAB));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
