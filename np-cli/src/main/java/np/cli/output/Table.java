package np.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, as wide as their widest cell. The last column is never padded. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row; cells are escaped here. */
  public Table row(String... cells) {
    rows.add(List.of(cells).stream().map(Output::safe).toList());
    return this;
  }

  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** The lines, headings first. */
  public List<String> lines() {
    int[] widths = widths();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  /** Measured once: a list of all apps has hundreds of rows. */
  private int[] widths() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], Width.of(row.get(column)));
      }
    }
    return widths;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      line.append(cell);
      if (column < row.size() - 1) {
        line.append(" ".repeat(widths[column] - Width.of(cell))).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }
}
