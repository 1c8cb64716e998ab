package np.cli.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables as psql aligns them. The first rows tell how wide the columns are; those behind them are
 * written as they come.
 */
final class TableResults implements Results {
  private static final int MEASURED_ROWS = 1000;
  private static final int MEASURED_CHARACTERS = 1 << 20;

  private final OutputStream out;
  private Page page;
  private List<Column> columns = List.of();
  private final List<List<CellText>> measured = new ArrayList<>();
  private int characters;
  private @Nullable RowForm form;

  TableResults(OutputStream out, Page page) {
    this.out = out;
    this.page = page;
  }

  boolean isExpanded() {
    return page.expanded() == Page.Expanded.ON;
  }

  void expanded(Page.Expanded replaced) {
    page = page.with(replaced);
  }

  @Override
  public void begin(List<Column> begun) {
    columns = begun;
    measured.clear();
    characters = 0;
    form = null;
  }

  @Override
  public void row(List<@Nullable String> cells) {
    List<CellText> row = new ArrayList<>(cells.size());
    for (String cell : cells) {
      row.add(CellText.of(cell));
      characters += cell == null ? 4 : cell.length();
    }
    if (form != null) {
      write(form.row(row));
      return;
    }
    measured.add(row);
    if (measured.size() >= MEASURED_ROWS || characters >= MEASURED_CHARACTERS) {
      writeMeasured();
    }
  }

  @Override
  public void end(long rows) {
    RowForm last = form == null ? writeMeasured() : form;
    write(last.foot());
    write((rows == 1 ? "(1 row)" : "(" + rows + " rows)") + "\n\n");
  }

  @Override
  public void done(String tag) {
    write(tag + "\n");
  }

  private RowForm writeMeasured() {
    RowForm chosen = chosen();
    form = chosen;
    write(chosen.head());
    measured.forEach(row -> write(chosen.row(row)));
    measured.clear();
    return chosen;
  }

  private RowForm chosen() {
    AlignedForm aligned = AlignedForm.of(columns, measured, page.charm());
    return switch (page.expanded()) {
      case ON -> new ExpandedForm(columns, page);
      case OFF -> aligned;
      case AUTO ->
          aligned.width() > page.width().getAsInt() ? new ExpandedForm(columns, page) : aligned;
    };
  }

  private void write(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
