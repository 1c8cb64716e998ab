package np.cli.sql;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a result.
 *
 * @param name as the server gives it
 * @param kind how its values are shown
 */
public record Column(String name, Kind kind) {

  /** How values are shown. */
  public enum Kind {
    NUMBER,
    TRUTH,
    JSON,
    TEXT
  }

  static List<Column> of(ResultSetMetaData meta) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(
          new Column(
              meta.getColumnLabel(i), kind(meta.getColumnType(i), meta.getColumnTypeName(i))));
    }
    return columns;
  }

  private static Kind kind(int type, String name) {
    return switch (type) {
      case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.REAL, Types.DOUBLE, Types.NUMERIC ->
          name.equals("money") ? Kind.TEXT : Kind.NUMBER;
      case Types.BIT, Types.BOOLEAN -> name.equals("bool") ? Kind.TRUTH : Kind.TEXT;
      default -> name.equals("json") || name.equals("jsonb") ? Kind.JSON : Kind.TEXT;
    };
  }
}
