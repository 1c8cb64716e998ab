package np.cli.sql;

import java.util.List;
import java.util.Map;

/** The commands of the shell that ask the catalogs. */
final class ShellCommand {
  private static final String RELATIONS =
      """
      SELECT n.nspname AS schema, c.relname AS name,
        CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
          WHEN 'm' THEN 'materialized view' WHEN 'i' THEN 'index' WHEN 'I' THEN 'partitioned index'
          WHEN 'S' THEN 'sequence' ELSE 'foreign table' END AS kind,
        pg_catalog.pg_size_pretty(pg_catalog.pg_total_relation_size(c.oid)) AS size
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN (%s) AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      ORDER BY 1, 2""";

  private static final Map<String, String> QUERIES =
      Map.of(
          "\\d",
          RELATIONS.formatted("'r', 'p', 'v', 'm', 'S', 'f'"),
          "\\dt",
          RELATIONS.formatted("'r', 'p'"),
          "\\dv",
          RELATIONS.formatted("'v', 'm'"),
          "\\di",
          RELATIONS.formatted("'i', 'I'"),
          "\\ds",
          RELATIONS.formatted("'S'"),
          "\\dn",
          "SELECT nspname AS name FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' ORDER BY 1",
          "\\dx",
          "SELECT extname AS name, extversion AS version FROM pg_catalog.pg_extension ORDER BY 1",
          "\\du",
          "SELECT rolname AS name FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' ORDER BY 1",
          "\\df",
          "SELECT p.oid::pg_catalog.regprocedure AS function, pg_catalog.format_type(p.prorettype, NULL)"
              + " AS result FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid ="
              + " p.pronamespace WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
              + " ORDER BY 1",
          "\\l",
          "SELECT datname AS name, pg_catalog.pg_get_userbyid(datdba) AS owner FROM"
              + " pg_catalog.pg_database WHERE datallowconn ORDER BY 1");

  private ShellCommand() {}

  /** What answers a command; nothing when there is no such command. */
  static List<String> queries(String command) {
    if (command.matches("\\\\d\\+?\\s+\\S.*")) {
      String name = command.replaceFirst("\\\\d\\+?\\s+", "");
      String literal = "'" + name.replace("'", "''") + "'";
      return List.of(columns(literal), parts(literal));
    }
    String query = QUERIES.get(command.replaceFirst("\\+$", ""));
    return query == null ? List.of() : List.of(query);
  }

  private static String columns(String table) {
    return """
      SELECT a.attname AS column, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
        CASE WHEN a.attnotnull THEN 'not null' ELSE '' END AS nullable,
        coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') AS "default"
      FROM pg_catalog.pg_attribute a
      LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = %s::pg_catalog.regclass AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum"""
        .formatted(table);
  }

  private static String parts(String table) {
    return """
      SELECT 'index' AS kind, pg_catalog.pg_get_indexdef(indexrelid) AS definition
      FROM pg_catalog.pg_index WHERE indrelid = %1$s::pg_catalog.regclass
      UNION ALL SELECT 'constraint', conname || ' ' || pg_catalog.pg_get_constraintdef(oid)
      FROM pg_catalog.pg_constraint WHERE conrelid = %1$s::pg_catalog.regclass
      UNION ALL SELECT 'trigger', pg_catalog.pg_get_triggerdef(oid)
      FROM pg_catalog.pg_trigger WHERE tgrelid = %1$s::pg_catalog.regclass AND NOT tgisinternal
      ORDER BY 1, 2"""
        .formatted(table);
  }

  static List<String> help() {
    return List.of(
        "\\d [NAME]  tables, views and sequences; or what one consists of",
        "\\dt \\dv \\di \\ds \\df \\dn \\dx \\du \\l",
        "           tables, views, indexes, sequences, functions, schemas, extensions, roles, databases",
        "\\x         one line for each value, on and off",
        "\\timing    how long each statement took, on and off",
        "\\q         leave; so does the end of input (Ctrl-D)",
        "A statement ends with a semicolon and may have many lines.");
  }
}
