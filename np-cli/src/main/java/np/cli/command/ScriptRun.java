package np.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Optional;
import np.cli.output.Output;
import np.cli.postgres.RefusedScript;
import np.cli.postgres.SqlReader;
import np.cli.sql.Results;
import np.cli.sql.SqlFormat;
import np.cli.sql.StatementRunner;
import np.model.ErrorCode;
import np.spi.Subscription;
import org.postgresql.jdbc.PgConnection;

/** Runs a script to its end, or to the first statement that fails. */
final class ScriptRun {
  private final Session session;
  private final SqlFormat format;

  ScriptRun(Session session, SqlFormat format) {
    this.session = session;
    this.format = format;
  }

  /**
   * Runs it.
   *
   * @param file for messages; empty: it was typed
   */
  Outcome run(String database, String file, InputStream script) throws IOException {
    Output output = session.output();
    try (OutputStream out = output.stream();
        PgConnection connection = DatabaseConnection.open(session, database, "db sql");
        Subscription _ = session.context().desk().interrupts().on(() -> cancel(connection))) {
      Results results = format.to(out, output.look(), session.context().tty());
      StatementRunner runner = new StatementRunner(connection, results, output::note);
      Run run = new Run(file, new SqlReader(script), runner, out);
      boolean all = session.arguments().has("--single-transaction");
      if (all) {
        runner.begin();
      }
      statements(run);
      if (all) {
        connection.commit();
      }
      return Outcome.success();
    } catch (SQLException e) {
      throw SqlReport.of(ErrorCode.SQL_FAILED, e, new SqlReport.Source(file, "COMMIT", 1));
    }
  }

  /** What a run needs at every statement. */
  private record Run(String file, SqlReader script, StatementRunner runner, OutputStream out) {}

  private static void statements(Run run) throws IOException {
    try {
      Optional<SqlReader.Piece> piece = run.script().next();
      while (piece.isPresent()) {
        switch (piece.get()) {
          case SqlReader.Piece.Statement statement -> statement(run, statement);
          case SqlReader.Piece.Command command -> throw refused(run, command);
        }
        run.out().flush();
        piece = run.script().next();
      }
    } catch (RefusedScript e) {
      throw SqlReport.of(ErrorCode.SQL_FAILED, e, run.file());
    }
  }

  private static void statement(Run run, SqlReader.Piece.Statement statement) throws IOException {
    String sql = statement.text().utf8();
    try {
      if (statement.words().isCopyIn()) {
        // As psql does: the end of the script ends its data, too.
        SqlReader.DataEnd _ = run.runner().copyIn(sql, run.script()::copy);
      } else if (statement.words().isCopyOut()) {
        run.runner().copyOut(sql, run.out());
      } else {
        run.runner().run(sql, statement.words());
      }
    } catch (SQLException e) {
      run.out().flush();
      throw SqlReport.of(
          ErrorCode.SQL_FAILED, e, new SqlReport.Source(run.file(), sql, statement.line()));
    }
  }

  private static Reported refused(Run run, SqlReader.Piece.Command command) {
    String text = Output.safe(command.text().utf8());
    String place =
        run.file().isEmpty() ? "" : Output.safe(run.file()) + ":" + command.line() + ": ";
    return new Reported(
        Report.of(
            ErrorCode.SQL_FAILED,
            place + text + " is a command of psql, not SQL",
            "np db shell knows some: \\d, \\l, \\x; nothing was done from here on"));
  }

  private static void cancel(PgConnection connection) {
    try {
      connection.cancelQuery();
    } catch (SQLException e) {
      // The process ends anyway, and with it the connection.
    }
  }
}
