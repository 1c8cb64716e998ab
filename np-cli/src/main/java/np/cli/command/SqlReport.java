package np.cli.command;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import np.api.DiagnosticView;
import np.cli.postgres.Excerpt;
import np.cli.postgres.RefusedScript;
import np.cli.postgres.SqlFailure;
import np.model.ErrorCode;

/** Tells what a database refused, with the place in the script. */
final class SqlReport {
  private SqlReport() {}

  /**
   * A statement.
   *
   * @param file of the script; empty: it was typed
   * @param text as it stands there
   * @param line that it begins in, from 1
   */
  record Source(String file, String text, long line) {}

  static Reported of(ErrorCode code, SQLException cause, Source source) {
    return of(code, cause, source, "");
  }

  /**
   * Tells it.
   *
   * @param hint what to do next, beside what the server says
   */
  static Reported of(ErrorCode code, SQLException cause, Source source, String hint) {
    SqlFailure failure = SqlFailure.of(cause);
    if (failure.isBroken()) {
      return new Reported(
          Report.of(
              ErrorCode.DATABASE_UNAVAILABLE,
              "the connection was lost while a statement ran: " + failure.message(),
              "whether the statement was carried out is not known: look before you repeat it"));
    }
    Excerpt excerpt = Excerpt.of(source.file(), source.text(), source.line(), failure.position());
    List<String> details = new ArrayList<>(excerpt.lines());
    details.addAll(failure.notes());
    DiagnosticView diagnostic =
        new DiagnosticView(
            failure.state(),
            failure.message(),
            (int) excerpt.line(),
            excerpt.column(),
            1,
            String.join("\n", failure.notes()));
    return new Reported(
        new Report(
            code.code(),
            failure.message() + " (" + failure.state() + ")",
            hint,
            code.exit(),
            details,
            List.of(diagnostic)));
  }

  static Reported of(ErrorCode code, RefusedScript cause, String file) {
    String place = (file.isEmpty() ? "line " : file + ":") + cause.line();
    return new Reported(Report.of(code, place + ": " + cause.getMessage(), cause.hint()));
  }
}
