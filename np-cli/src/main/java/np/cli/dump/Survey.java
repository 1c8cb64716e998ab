package np.cli.dump;

import java.sql.SQLException;
import java.util.List;
import org.postgresql.jdbc.PgConnection;

/**
 * What a database has beside what a dump of it brings.
 *
 * @param extensions that it uses
 * @param lost objects that cannot be written, a line each
 * @param told what belongs to roles or to the place, a line each
 */
public record Survey(List<String> extensions, List<String> lost, List<String> told) {
  private static final String EXTENSIONS =
      "SELECT extname FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql' ORDER BY 1";

  public Survey {
    extensions = List.copyOf(extensions);
    lost = List.copyOf(lost);
    told = List.copyOf(told);
  }

  /** Looks; the session has an empty search_path from then on. */
  public static Survey of(PgConnection connection) throws SQLException {
    DumpCatalog catalog = new DumpCatalog(connection);
    catalog.rows("SELECT pg_catalog.set_config('search_path', '', false)");
    List<DumpCatalog.Missing> missing = catalog.missing();
    return new Survey(
        catalog.rows(EXTENSIONS).stream().map(List::getFirst).toList(),
        missing.stream().filter(DumpCatalog.Missing::isObject).map(m -> m.what()).toList(),
        missing.stream().filter(m -> !m.isObject()).map(m -> m.what()).toList());
  }
}
