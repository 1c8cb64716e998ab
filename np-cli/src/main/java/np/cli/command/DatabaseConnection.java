package np.cli.command;

import np.cli.client.ApiPath;
import np.cli.postgres.Connector;
import np.cli.postgres.Login;
import org.postgresql.jdbc.PgConnection;

/** Connects to a database of the server, as any client would. */
final class DatabaseConnection {
  private DatabaseConnection() {}

  /**
   * Asks how, and logs in; the caller closes it.
   *
   * @param command that the database shows for it
   */
  static PgConnection open(Session session, String database, String command) {
    ApiPath path = ApiPath.of("databases", database, "url");
    return Connector.open(Login.of(session.client().get(path)), "np " + command);
  }
}
