package np.cli.load;

import java.io.IOException;
import java.sql.SQLException;
import np.cli.postgres.SqlFailure;
import org.postgresql.jdbc.PgConnection;

/** The connection was lost while all was committed: it is there whole or not at all. */
public final class UnsureCommit extends IOException {
  private static final long serialVersionUID = 1L;

  private UnsureCommit(SQLException answer) {
    super(SqlFailure.of(answer).message(), answer);
  }

  /**
   * Commits.
   *
   * @throws SQLException when the database refuses to: nothing is there
   */
  static void commit(PgConnection connection, LoadProgress progress)
      throws SQLException, UnsureCommit {
    progress.commit();
    try {
      connection.commit();
    } catch (SQLException e) {
      if (SqlFailure.of(e).isBroken()) {
        throw new UnsureCommit(e);
      }
      throw e;
    }
  }
}
