package np.cli.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import np.cli.postgres.SqlReader;
import np.cli.postgres.Words;
import np.model.Printable;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLWarning;

/**
 * Runs statements as psql would: each by itself unless they say BEGIN. Rows of a query come bit by
 * bit, so that a result of any size needs little memory.
 */
public final class StatementRunner {
  /** At first; then as many as the size of a row allows. */
  private static final int ROWS_AT_ONCE = 16;

  private final PgConnection connection;
  private final Results results;
  private final Consumer<String> notices;

  /**
   * @param notices gets what the server says beside the results, a line each
   */
  public StatementRunner(PgConnection connection, Results results, Consumer<String> notices) {
    this.connection = connection;
    this.results = results;
    this.notices = notices;
  }

  /** Begins a transaction for all that follows; the caller commits. */
  public void begin() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
    }
    connection.setAutoCommit(false);
  }

  /** Runs one statement, not COPY from or to the client. */
  public void run(String sql, Words words) throws SQLException {
    boolean idle = connection.getTransactionState() == TransactionState.IDLE;
    connection.setAutoCommit(idle && !words.isQuery());
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setFetchSize(ROWS_AT_ONCE);
      boolean rows = statement.execute(sql);
      tell(statement.getWarnings());
      if (rows) {
        show(statement.getResultSet());
      } else {
        results.done(Tag.of(words, statement.getLargeUpdateCount()));
      }
    } catch (SQLException e) {
      abandon(idle);
      throw e;
    }
    settle(idle);
  }

  /** Gives on the data of a COPY as they are read. */
  public interface CopyData {
    SqlReader.DataEnd copy(SqlReader.DataSink sink) throws IOException;
  }

  /** Runs {@code COPY … FROM STDIN} with these data. */
  public SqlReader.DataEnd copyIn(String sql, CopyData data) throws SQLException, IOException {
    CopyIn copy = connection.getCopyAPI().copyIn(sql);
    try {
      SqlReader.DataEnd end = data.copy((bytes, from, length) -> write(copy, bytes, from, length));
      results.done("COPY " + copy.endCopy());
      return end;
    } catch (CopyFailed e) {
      throw e.cause();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** Runs {@code COPY … TO STDOUT}; the data go to {@code out} as they come. */
  public void copyOut(String sql, OutputStream out) throws SQLException, IOException {
    connection.getCopyAPI().copyOut(sql, out);
  }

  private static void write(CopyIn copy, byte[] bytes, int from, int length) throws CopyFailed {
    try {
      copy.writeToCopy(bytes, from, length);
    } catch (SQLException e) {
      throw new CopyFailed(e);
    }
  }

  private static final class CopyFailed extends IOException {
    private static final long serialVersionUID = 1L;

    CopyFailed(SQLException cause) {
      super(cause);
    }

    SQLException cause() {
      return getCause() instanceof SQLException cause ? cause : new SQLException(getMessage());
    }
  }

  private void show(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    results.begin(Column.of(meta));
    int columns = meta.getColumnCount();
    long count = 0;
    while (rows.next()) {
      List<@Nullable String> cells = new ArrayList<>(columns);
      for (int i = 1; i <= columns; i++) {
        cells.add(rows.getString(i));
      }
      results.row(cells);
      count++;
    }
    results.end(count);
  }

  /** A query that was run by itself was given a transaction for its cursor. */
  private void settle(boolean idle) throws SQLException {
    if (idle && !connection.getAutoCommit()) {
      connection.commit();
    }
    boolean nowIdle = connection.getTransactionState() == TransactionState.IDLE;
    connection.setAutoCommit(nowIdle);
  }

  private void abandon(boolean idle) throws SQLException {
    if (idle && !connection.getAutoCommit() && !connection.isClosed()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private void tell(@Nullable SQLWarning first) {
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      notices.accept(severity(warning) + ":  " + Printable.escape("" + warning.getMessage()));
    }
  }

  private static String severity(SQLWarning warning) {
    boolean known = warning instanceof PSQLWarning;
    String severity = known ? ((PSQLWarning) warning).getServerErrorMessage().getSeverity() : null;
    return severity == null ? "NOTICE" : Printable.escape(severity);
  }
}
