package np.cli.postgres;

import java.util.HashMap;
import java.util.Map;
import np.cli.json.JsonObject;
import np.model.Secret;

/**
 * Where a PostgreSQL is and as whom to log in.
 *
 * @param settings of pgjdbc, by its names; only harmless ones, never a class or a file to write
 */
public record Login(
    String host,
    int port,
    String database,
    String user,
    Secret password,
    Map<String, String> settings) {
  public Login {
    settings = Map.copyOf(settings);
  }

  /**
   * Of {@code np.database-url/1}. np's gateway always asks for SCRAM, and over TLS it can bind the
   * channel: whoever stands between cannot ask for less, nor pass on what he hears.
   */
  public static Login of(JsonObject url) {
    Map<String, String> settings = new HashMap<>();
    String mode = url.text("sslmode");
    boolean tls = !mode.isEmpty() && !mode.equals("disable");
    settings.put("sslmode", tls ? mode : "disable");
    settings.put("channelBinding", tls ? "require" : "disable");
    settings.put("requireAuth", "scram-sha-256");
    return new Login(
        url.text("host"),
        (int) url.whole("port"),
        url.text("database"),
        url.text("user"),
        new Secret(url.text("password")),
        settings);
  }

  /** With another password. */
  public Login with(Secret replaced) {
    return new Login(host, port, database, user, replaced, settings);
  }

  /** {@code database at host:port}, for messages. */
  public String place() {
    return database + " at " + host + ":" + port;
  }
}
