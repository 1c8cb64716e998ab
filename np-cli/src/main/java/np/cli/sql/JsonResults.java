package np.cli.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import np.cli.json.Json;
import np.cli.json.JsonObject;
import np.cli.json.JsonReader;
import np.cli.json.JsonWriter;
import np.cli.json.NotJson;
import org.jspecify.annotations.Nullable;

/**
 * A line of JSON for each row, {@code {"schema":"np.row/1","row":{…}}}, and one at the end of each
 * statement, {@code {"schema":"np.result/1","tag":"SELECT 2"}}.
 */
final class JsonResults implements Results {
  static final String ROW = "np.row/1";
  static final String RESULT = "np.result/1";

  private final OutputStream out;
  private final JsonWriter writer = new JsonWriter();
  private final JsonReader reader = new JsonReader();
  private List<Column> columns = List.of();
  private List<String> names = List.of();

  JsonResults(OutputStream out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> begun) {
    columns = begun;
    names = distinct(begun);
  }

  @Override
  public void row(List<@Nullable String> cells) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      members.put(names.get(i), value(columns.get(i).kind(), cells.get(i)));
    }
    write(JsonObject.of(ROW).with("row", new JsonObject(members)));
  }

  @Override
  public void end(long rows) {
    done("SELECT " + rows);
  }

  @Override
  public void done(String tag) {
    write(JsonObject.of(RESULT).with("tag", tag));
  }

  /** A name that comes again gets a number: {@code id}, {@code id_2}. */
  private static List<String> distinct(List<Column> columns) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (Column column : columns) {
      String name = column.name();
      for (int number = 2; !taken.add(name); number++) {
        name = column.name() + "_" + number;
      }
      names.add(name);
    }
    return names;
  }

  private Json value(Column.Kind kind, @Nullable String cell) {
    if (cell == null) {
      return new Json.Null();
    }
    return switch (kind) {
      case NUMBER -> number(cell);
      case TRUTH -> new Json.Flag(cell.equals("t"));
      case JSON -> json(cell);
      case TEXT -> new Json.Text(cell);
    };
  }

  /** NaN and Infinity are no numbers in JSON. */
  private static Json number(String cell) {
    try {
      return new Json.Num(new BigDecimal(cell));
    } catch (NumberFormatException e) {
      return new Json.Text(cell);
    }
  }

  private Json json(String cell) {
    try {
      return reader.read(cell);
    } catch (NotJson e) {
      return new Json.Text(cell);
    }
  }

  private void write(JsonObject line) {
    try {
      out.write((writer.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
