package np.cli.dump;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.jdbc.PgConnection;

/** Reads what there is, with the queries beside it. */
final class DumpCatalog {
  private final PgConnection connection;

  DumpCatalog(PgConnection connection) {
    this.connection = connection;
  }

  /**
   * A table with rows of its own.
   *
   * @param name quoted where it must be
   * @param columns that are copied, quoted; empty: it has none
   */
  record Table(String name, String columns) {}

  /** In the order in which they can be made. */
  List<DumpObject> objects() throws SQLException {
    List<DumpObject> objects = new ArrayList<>();
    for (List<String> row : rows(query("objects"))) {
      String kind = row.get(0);
      // What belongs to another object has no oid of its own: the name tells it apart.
      boolean own = kind.startsWith("pg_");
      DumpObject.Key key =
          new DumpObject.Key(own ? kind : kind + " " + row.get(3), Long.parseLong(row.get(1)));
      objects.add(new DumpObject(key, Integer.parseInt(row.get(2)), row.get(3), row.get(4)));
    }
    return refreshed(DumpOrder.of(objects, needs()));
  }

  /** Materialized views are filled in the order in which they are made. */
  private static List<DumpObject> refreshed(List<DumpObject> ordered) {
    List<Long> made = ordered.stream().map(object -> object.key().oid()).toList();
    List<DumpObject> fills =
        ordered.stream()
            .filter(object -> object.key().kind().startsWith("refresh "))
            .sorted(Comparator.comparingInt(object -> made.indexOf(object.key().oid())))
            .toList();
    Iterator<DumpObject> next = fills.iterator();
    return ordered.stream()
        .map(object -> object.key().kind().startsWith("refresh ") ? next.next() : object)
        .toList();
  }

  List<Table> tables() throws SQLException {
    return rows(query("data")).stream().map(row -> new Table(row.get(1), row.get(2))).toList();
  }

  /** Statements that set each sequence to where it is. */
  List<String> sequences() throws SQLException {
    List<String> statements = new ArrayList<>();
    for (List<String> row : rows(query("sequences"))) {
      String state =
          "SELECT pg_catalog.format('SELECT pg_catalog.setval(%L, %s, %L);', "
              + row.get(1)
              + ", last_value, is_called) FROM "
              + row.get(0);
      statements.add(rows(state).getFirst().getFirst());
    }
    return statements;
  }

  /** What is not written, a line each. */
  List<String> missing() throws SQLException {
    return rows(query("missing")).stream().map(List::getFirst).toList();
  }

  List<List<String>> rows(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setFetchSize(100);
      try (ResultSet result = statement.executeQuery(sql)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> row = new ArrayList<>(columns);
          for (int i = 1; i <= columns; i++) {
            String cell = result.getString(i);
            row.add(cell == null ? "" : cell);
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private Map<DumpObject.Key, Set<DumpObject.Key>> needs() throws SQLException {
    Map<DumpObject.Key, Set<DumpObject.Key>> needs = new HashMap<>();
    for (List<String> row : rows(query("edges"))) {
      need(needs, key(row.get(0), row.get(1)), key(row.get(2), row.get(3)));
    }
    return needs;
  }

  private static void need(
      Map<DumpObject.Key, Set<DumpObject.Key>> needs, DumpObject.Key one, DumpObject.Key other) {
    needs.computeIfAbsent(one, none -> new HashSet<>()).add(other);
  }

  private static DumpObject.Key key(String kind, String oid) {
    String plain = kind.startsWith("pg_catalog.") ? kind.substring(11) : kind;
    return new DumpObject.Key(plain, Long.parseLong(oid));
  }

  private static String query(String name) {
    String file = "/np/cli/dump/" + name + ".sql";
    try (InputStream in = DumpCatalog.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }
}
