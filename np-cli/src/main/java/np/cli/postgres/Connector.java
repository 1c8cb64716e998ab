package np.cli.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;
import org.postgresql.Driver;
import org.postgresql.jdbc.PgConnection;

/**
 * Logs in. The server may be anybody's: whatever it does before the login is done has a deadline,
 * and how much work it may ask for is limited.
 */
public final class Connector {
  /** A sleeping database wakes within a second; one that recovers from a crash may need longer. */
  private static final int LOGIN_SECONDS = 60;

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("connectTimeout", "10"),
          Map.entry("loginTimeout", Integer.toString(LOGIN_SECONDS)),
          Map.entry("socketTimeout", Integer.toString(LOGIN_SECONDS)),
          Map.entry("sslResponseTimeout", "10000"),
          Map.entry("tcpKeepAlive", "true"),
          Map.entry("scramMaxIterations", "100000"),
          Map.entry("gssEncMode", "disable"),
          Map.entry("binaryTransfer", "false"),
          Map.entry("prepareThreshold", "0"),
          Map.entry("preparedStatementCacheQueries", "0"),
          Map.entry("databaseMetadataCacheFields", "0"),
          Map.entry("adaptiveFetch", "true"),
          Map.entry("adaptiveFetchMaximum", "1000"),
          Map.entry("maxResultBuffer", "64M"),
          Map.entry("allowEncodingChanges", "true"),
          Map.entry("disableColumnSanitiser", "true"),
          Map.entry("logServerErrorDetail", "false"));

  /** Held, or it would be forgotten and made anew as loud as before. */
  private static final Logger LOGGER = Logger.getLogger("org.postgresql");

  private Connector() {}

  /**
   * Logs in; the caller closes the connection.
   *
   * @param name that the server shows for it
   * @throws NpException.Unavailable DATABASE_UNAVAILABLE with the reason
   */
  public static PgConnection open(Login login, String name) {
    return open(login, name, Place.HERE);
  }

  /** Logs in to a server that is not np's; otherwise as {@link #open}. */
  public static PgConnection openForeign(Login login, String name) {
    return open(login, name, Place.ELSEWHERE);
  }

  private enum Place {
    HERE,
    ELSEWHERE
  }

  private static PgConnection open(Login login, String name, Place place) {
    LOGGER.setLevel(Level.OFF);
    try {
      // Of a URL only the database is asked for, whose name would be the user's otherwise.
      PgConnection connection =
          (PgConnection) new Driver().connect(url(login), properties(login, name));
      if (connection == null) {
        throw new IllegalStateException("pgjdbc does not know its own URL");
      }
      connection.setNetworkTimeout(Runnable::run, 0);
      return connection;
    } catch (SQLException e) {
      throw unavailable(login, e, place);
    }
  }

  private static String url(Login login) {
    return "jdbc:postgresql:" + URLEncoder.encode(login.database(), StandardCharsets.UTF_8);
  }

  private static Properties properties(Login login, String name) {
    Properties properties = new Properties();
    properties.putAll(SETTINGS);
    properties.putAll(login.settings());
    properties.setProperty("PGHOST", login.host());
    properties.setProperty("PGPORT", Integer.toString(login.port()));
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password().reveal());
    properties.setProperty("ApplicationName", name);
    return properties;
  }

  private static NpException unavailable(Login login, SQLException cause, Place place) {
    String code = cause.getSQLState() == null ? "" : cause.getSQLState();
    String state = code.isEmpty() ? "" : " (" + code + ")";
    return new NpException.Unavailable(
        ErrorCode.DATABASE_UNAVAILABLE,
        Printable.escape("cannot connect to " + login.place() + ": " + reason(cause) + state),
        place == Place.ELSEWHERE ? foreignHint(code, login) : hint(code, login, deepest(cause)),
        cause);
  }

  private static Throwable deepest(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  private static String reason(SQLException cause) {
    Throwable deepest = deepest(cause);
    String message = deepest.getMessage();
    return switch (deepest) {
      case java.net.UnknownHostException unknown -> "the host is not known";
      case java.net.ConnectException refused -> "connection refused";
      case java.net.SocketTimeoutException slow -> "no answer in time";
      default -> message == null ? deepest.getClass().getSimpleName() : message;
    };
  }

  private static String foreignHint(String state, Login login) {
    boolean password = !login.password().reveal().isEmpty();
    return switch (state) {
      case "28P01", "28000", "08004" ->
          !password
              ? "set PGPASSWORD to the password; on a terminal np asks for it"
              : "check user and password in the URL: %, @, : and / of a password are written %25, %40,"
                  + " %3A and %2F; and sslmode";
      case "3D000" -> "check the name behind the last / of the URL";
      case "53300" -> "close some connections there, or use an address that is not pooled";
      default -> "check host and port, and that this machine may connect there";
    };
  }

  private static String hint(String state, Login login, Throwable deepest) {
    if (deepest instanceof java.net.UnknownHostException) {
      String zone = login.host().substring(login.host().indexOf('.') + 1);
      return "let the DNS names *." + zone + " lead to np's machine";
    }
    return switch (state) {
      case "28P01", "28000" -> "was the password changed? np db url NAME prints the present one";
      case "53300" -> "too many connections: close some, or use the pooled address";
      default -> "np db info NAME shows its state";
    };
  }
}
