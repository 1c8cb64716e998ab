package np.cli.sql;

import java.util.List;
import np.cli.output.Width;

/** A line for each value, a heading for each record. */
final class ExpandedForm implements RowForm {
  private static final int WIDEST_HEADING = 80;

  private final List<CellText> names;
  private final int nameWidth;
  private final Page page;
  private long records;

  ExpandedForm(List<Column> columns, Page page) {
    this.names = columns.stream().map(column -> CellText.of(column.name())).toList();
    this.nameWidth = names.stream().mapToInt(CellText::width).max().orElse(0);
    this.page = page;
  }

  @Override
  public String head() {
    return "";
  }

  @Override
  public String row(List<CellText> cells) {
    String title = "-[ RECORD " + ++records + " ]";
    int widest = cells.stream().mapToInt(CellText::width).max().orElse(0);
    int whole = nameWidth + 3 + widest;
    int room = Math.min(page.width().getAsInt(), Math.min(WIDEST_HEADING, whole));
    StringBuilder text = new StringBuilder(page.charm().dim(rule(title, room))).append('\n');
    for (int i = 0; i < cells.size(); i++) {
      value(text, names.get(i), cells.get(i));
    }
    return text.toString();
  }

  @Override
  public String foot() {
    return "";
  }

  private static String rule(String title, int room) {
    return title + "-".repeat(Math.max(0, room - title.length()));
  }

  private void value(StringBuilder text, CellText name, CellText cell) {
    for (int line = 0; line < cell.lines().size(); line++) {
      String label = line == 0 ? String.join(" ", name.lines()) : "";
      String shown = cell.line(line);
      text.append(label)
          .append(" ".repeat(Math.max(0, nameWidth - Width.of(label))))
          .append(line == 0 ? " |" : " :")
          .append(shown.isEmpty() ? "" : " ")
          .append(cell.isNull() ? page.charm().dim(shown) : shown)
          .append('\n');
    }
  }
}
