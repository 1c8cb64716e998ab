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
  /** The queries for objects, each behind what they have in common. */
  private static final List<String> OBJECTS =
      List.of("types", "routines", "tables", "indexes", "behaviour", "privileges");

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
    for (String file : OBJECTS) {
      rows(query("common") + query(file)).forEach(row -> objects.add(object(row)));
    }
    Map<DumpObject.Key, Set<DumpObject.Key>> needs = needs();
    needParts(objects, needs);
    return refreshed(DumpOrder.of(objects, needs));
  }

  private static DumpObject object(List<String> row) {
    String kind = row.get(0);
    // What belongs to another object has no oid of its own: the name tells it apart.
    String told = isOwn(kind) ? kind : kind + " " + row.get(3);
    DumpObject.Key key = new DumpObject.Key(told, Long.parseLong(row.get(1)));
    return new DumpObject(key, Integer.parseInt(row.get(2)), row.get(3), row.get(4));
  }

  private static boolean isOwn(String kind) {
    return kind.startsWith("pg_");
  }

  /** What belongs to an object comes behind it. */
  private static void needParts(
      List<DumpObject> objects, Map<DumpObject.Key, Set<DumpObject.Key>> needs) {
    Map<Long, List<DumpObject.Key>> wholes = new HashMap<>();
    objects.stream()
        .map(DumpObject::key)
        .filter(key -> isOwn(key.kind()))
        .forEach(key -> wholes.computeIfAbsent(key.oid(), none -> new ArrayList<>()).add(key));
    for (DumpObject part : objects) {
      if (!isOwn(part.key().kind())) {
        wholes
            .getOrDefault(part.key().oid(), List.of())
            .forEach(whole -> need(needs, part.key(), whole));
      }
    }
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

  /** Statements that give large objects their privileges and comments. */
  List<String> largeObjectParts() throws SQLException {
    return rows(query("large_objects")).stream().map(List::getFirst).toList();
  }

  /**
   * Something that is not written.
   *
   * @param kind object, role or place: what it belongs to
   * @param what one line, raw
   */
  record Missing(String kind, String what) {
    boolean isObject() {
      return kind.equals("object");
    }
  }

  List<Missing> missing() throws SQLException {
    return rows(query("missing")).stream()
        .map(row -> new Missing(row.getFirst(), row.getLast()))
        .toList();
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
