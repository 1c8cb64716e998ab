package np.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import np.api.VersionView;
import np.server.http.AccessLog;
import np.server.http.ApiSettings;
import np.server.tenants.AppCounts;
import np.server.tenants.IsolationCheck;
import np.spi.ScrapeTarget;

/**
 * What the server is given from outside.
 *
 * @param directory its own, {@code <home>/server}: key, token, api.json
 * @param settings of the API
 * @param database the control database, not pooled yet
 * @param isolation whether tenants can be kept apart here
 * @param counts how many apps each tenant has
 * @param clock wall clock
 * @param random for tokens, keys and ids
 * @param accessLog takes a line for each request
 * @param version of np
 * @param programs the others, by their word, whose numbers are among the server's
 */
public record ServerParts(
    Path directory,
    ApiSettings settings,
    DataSource database,
    IsolationCheck isolation,
    AppCounts counts,
    InstantSource clock,
    SecureRandom random,
    AccessLog accessLog,
    VersionView version,
    Map<String, ScrapeTarget> programs) {
  public ServerParts {
    programs = Map.copyOf(programs);
  }
}
