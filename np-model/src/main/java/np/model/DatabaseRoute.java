package np.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a gateway must know to let clients into a database without asking anybody.
 *
 * @param id which
 * @param generation grows with every change; an older route never replaces a newer one
 * @param label its name in the connection string
 * @param logins the roles that may log in; sessions of a role whose verifier changes or goes away
 *     are cut within a second
 * @param mostSessions 1 to 10,000 at a time; more are refused with SQLSTATE 53300
 * @param sleep how long all sessions must have been idle before they are let go; empty: never
 * @param closed why nobody may come in; empty: everybody with a password may
 */
public record DatabaseRoute(
    DatabaseId id,
    long generation,
    DatabaseLabel label,
    Map<String, ScramVerifier> logins,
    int mostSessions,
    Optional<Duration> sleep,
    Optional<String> closed) {
  public DatabaseRoute {
    logins = Map.copyOf(logins);
  }
}
