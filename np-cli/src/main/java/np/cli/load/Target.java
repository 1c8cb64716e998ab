package np.cli.load;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.jdbc.PgConnection;

/** The database that an import goes to. */
public final class Target {
  private static final String THINGS =
      """
      WITH space AS (
        SELECT oid, nspname FROM pg_catalog.pg_namespace n
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
      ), found (class, oid, name) AS (
        SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid, pg_catalog.format('%I.%I', nspname, relname)
        FROM pg_catalog.pg_class c JOIN space s ON s.oid = c.relnamespace
        UNION ALL
        SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, pg_catalog.format('%I.%I()', nspname, proname)
        FROM pg_catalog.pg_proc p JOIN space s ON s.oid = p.pronamespace
        UNION ALL
        SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, pg_catalog.format('%I.%I', nspname, typname)
        FROM pg_catalog.pg_type t JOIN space s ON s.oid = t.typnamespace
      )
      SELECT name FROM found f
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
        WHERE d.deptype = 'e' AND d.classid = f.class AND d.objid = f.oid)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_depend e
          ON e.deptype = 'e' AND e.classid = d.refclassid AND e.objid = d.refobjid
        WHERE d.deptype = 'i' AND d.classid = f.class AND d.objid = f.oid)
      ORDER BY class, name LIMIT 4""";

  /** Extensions that are there, or that whoever owns the database may make. */
  private static final String EXTENSIONS =
      """
      SELECT extname FROM pg_catalog.pg_extension
      UNION SELECT name FROM pg_catalog.pg_available_extension_versions
      WHERE trusted OR NOT superuser OR pg_catalog.current_setting('is_superuser') = 'on'""";

  private final PgConnection connection;

  public Target(PgConnection connection) {
    this.connection = connection;
  }

  /** Some of what is in it, at most four names; empty when nothing is. */
  public List<String> things() throws SQLException {
    return names(THINGS);
  }

  /** The extensions that can be used in it. */
  public List<String> extensions() throws SQLException {
    return names(EXTENSIONS);
  }

  private List<String> names(String query) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }
}
