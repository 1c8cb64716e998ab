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
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(line(row));
    }
    return lines;
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      line.append(cell);
      if (column < row.size() - 1) {
        line.append(" ".repeat(width(column) - Width.of(cell))).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> Width.of(row.get(column))).max().orElse(0);
  }
}
