package np.cli.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values (RFC 4180) with a line of names, as COPY … CSV HEADER writes them: NULL is
 * nothing, an empty text is {@code ""}.
 */
final class CsvResults implements Results {
  private final OutputStream out;
  private final UnaryOperator<String> safe;

  /**
   * @param safe what is done to a text before it is written; on a terminal it must not act
   */
  CsvResults(OutputStream out, UnaryOperator<String> safe) {
    this.out = out;
    this.safe = safe;
  }

  @Override
  public void begin(List<Column> columns) {
    List<@Nullable String> names = new ArrayList<>();
    columns.forEach(column -> names.add(column.name()));
    row(names);
  }

  @Override
  public void row(List<@Nullable String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(i == 0 ? "" : ",").append(field(cells.get(i)));
    }
    try {
      out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void end(long rows) {}

  @Override
  public void done(String tag) {}

  private String field(@Nullable String cell) {
    if (cell == null) {
      return "";
    }
    String text = safe.apply(cell);
    boolean quoted = text.isEmpty() || text.equals("\\.") || needsQuotes(text);
    return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }

  private static boolean needsQuotes(String text) {
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
  }
}
