package np.server.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import np.model.ErrorCode;
import np.model.NpException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables of the control database up to this version of np. */
public final class Migrations {
  /** The number of the newest file in {@code migrations}; a test compares them. */
  static final String NEWEST = "4";

  private final DataSource pool;

  public Migrations(DataSource pool) {
    this.pool = pool;
  }

  /**
   * Applies what is missing.
   *
   * @throws NpException.Unavailable START_FAILED when a newer np has written the database, or a
   *     migration fails, which then leaves no trace
   */
  public void run() {
    if (isCurrent()) {
      return;
    }
    try {
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:np/server/store/migrations")
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED,
          "the tables of the control database do not fit this version of np",
          "start the np that last used it, or a newer one; see np server logs",
          e);
    }
  }

  /** Asked first, because loading Flyway is half of a server's start. */
  private boolean isCurrent() {
    String sql =
        "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank DESC";
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet newest = statement.executeQuery(sql)) {
      return newest.next() && NEWEST.equals(newest.getString(1));
    } catch (SQLException noSuchTable) {
      return false;
    }
  }
}
