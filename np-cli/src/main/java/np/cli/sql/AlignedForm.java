package np.cli.sql;

import java.util.Arrays;
import java.util.List;
import np.cli.output.Charm;
import np.cli.output.Width;

/** Columns beside each other, numbers to the right; a value of several lines goes on after +. */
final class AlignedForm implements RowForm {
  private final List<Column> columns;
  private final List<CellText> names;
  private final int[] widths;
  private final Charm charm;

  private AlignedForm(List<Column> columns, int[] widths, Charm charm) {
    this.columns = columns;
    this.names = columns.stream().map(column -> CellText.of(column.name())).toList();
    this.widths = widths;
    this.charm = charm;
  }

  /** As wide as the names and these rows need. */
  static AlignedForm of(List<Column> columns, List<List<CellText>> rows, Charm charm) {
    int[] widths = columns.stream().mapToInt(c -> CellText.of(c.name()).width()).toArray();
    for (List<CellText> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).width());
      }
    }
    return new AlignedForm(columns, widths, charm);
  }

  int width() {
    return Arrays.stream(widths).sum() + 3 * widths.length - 1;
  }

  @Override
  public String head() {
    StringBuilder text = new StringBuilder(lines(names, true));
    for (int i = 0; i < widths.length; i++) {
      text.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
    }
    return text.append('\n').toString();
  }

  @Override
  public String row(List<CellText> cells) {
    return lines(cells, false);
  }

  @Override
  public String foot() {
    return "";
  }

  private String lines(List<CellText> cells, boolean heading) {
    int height = cells.stream().mapToInt(cell -> cell.lines().size()).max().orElse(1);
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < height; line++) {
      for (int i = 0; i < cells.size(); i++) {
        text.append(i == 0 ? " " : "| ");
        cell(text, new Place(i, line, heading), cells.get(i));
      }
      int end = text.length();
      while (text.charAt(end - 1) == ' ') {
        end--;
      }
      text.setLength(end);
      text.append('\n');
    }
    return text.toString();
  }

  /** A line of a cell. */
  private record Place(int column, int line, boolean heading) {}

  private void cell(StringBuilder text, Place place, CellText cell) {
    int column = place.column();
    String line = cell.line(place.line());
    boolean goesOn = place.line() < cell.lines().size() - 1;
    boolean last = column == widths.length - 1;
    int gap = Math.max(0, widths[column] - Width.of(line));
    int left =
        place.heading()
            ? gap / 2
            : columns.get(column).kind() == Column.Kind.NUMBER && !cell.isNull() ? gap : 0;
    text.append(" ".repeat(left)).append(shown(cell, line));
    text.append(last && !goesOn ? "" : " ".repeat(gap - left)).append(goesOn ? "+" : " ");
  }

  private String shown(CellText cell, String line) {
    return cell.isNull() ? charm.dim(line) : line;
  }
}
