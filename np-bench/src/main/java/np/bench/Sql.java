package np.bench;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * One connection to a database, as a client in Java makes it: pgjdbc with what it does by itself.
 */
final class Sql implements AutoCloseable {
  private static final int WARM_UP = 300;

  private final Connection connection;

  private Sql(Connection connection) {
    this.connection = connection;
  }

  /** How the connection is protected. */
  enum Tls {
    OFF("disable"),
    ON("require");

    private final String mode;

    Tls(String mode) {
      this.mode = mode;
    }

    /** As libpq's PGSSLMODE and pgjdbc's sslmode have it. */
    String mode() {
      return mode;
    }
  }

  /** Opens a session at {@code postgres://USER:PASSWORD@HOST:PORT/DATABASE}. */
  static Sql connect(String url, Tls tls) throws SQLException {
    URI address = URI.create(url);
    String[] login = address.getUserInfo().split(":", 2);
    Properties properties = new Properties();
    properties.setProperty("user", login[0]);
    properties.setProperty("password", login[1]);
    properties.setProperty("sslmode", tls.mode());
    properties.setProperty("connectTimeout", "30");
    properties.setProperty("socketTimeout", "120");
    return new Sql(
        DriverManager.getConnection(
            "jdbc:postgresql://%s:%d%s"
                .formatted(address.getHost(), address.getPort(), address.getPath()),
            properties));
  }

  /** From nothing to the first row, in milliseconds. */
  static double firstRow(String url, Tls tls) throws SQLException {
    long begun = System.nanoTime();
    try (Sql sql = connect(url, tls)) {
      sql.one("select 1");
      return (System.nanoTime() - begun) / 1e6;
    }
  }

  /**
   * Connects to a database until the client's own code is compiled, and np's: what is measured then
   * is what a program waits for that has run for a while.
   */
  static void warmUp(String url, Tls tls) throws SQLException {
    for (int i = 0; i < WARM_UP; i++) {
      firstRow(url, tls);
    }
  }

  /** The first column of the first row. */
  String one(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** A statement without rows. */
  void run(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
