package np.local.postgres.instance;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The roles and databases of an instance.
 *
 * @param roles all of them
 * @param withPassword those of them that have a password
 * @param databases all of them
 */
record Inventory(Set<String> roles, Set<String> withPassword, Set<String> databases) {
  private static final String QUERY =
      """
      SELECT 'role', rolname FROM pg_authid
      UNION ALL SELECT 'password', rolname FROM pg_authid WHERE rolpassword IS NOT NULL
      UNION ALL SELECT 'database', datname FROM pg_database
      """;

  /** What a session of a superuser sees now. */
  static Inventory of(SqlSession session) throws IOException {
    Inventory found = new Inventory(new HashSet<>(), new HashSet<>(), new HashSet<>());
    for (List<@Nullable String> row : session.query(QUERY)) {
      String name = "" + row.get(1);
      switch ("" + row.get(0)) {
        case "role" -> found.roles.add(name);
        case "password" -> found.withPassword.add(name);
        default -> found.databases.add(name);
      }
    }
    return found;
  }
}
