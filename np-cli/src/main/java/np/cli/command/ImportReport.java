package np.cli.command;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import np.cli.load.LoadFailure;
import np.cli.load.UnsureCommit;
import np.cli.output.Output;
import np.cli.postgres.RefusedScript;
import np.cli.postgres.SqlFailure;
import np.model.ErrorCode;

/** Tells why an import stopped, and what to do about it. */
final class ImportReport {
  private static final Pattern ROW = Pattern.compile("where: COPY .*?, line (\\d+).*");

  /** What is said of an import that was one transaction. */
  static final String NOTHING = "nothing was imported";

  private ImportReport() {}

  /**
   * Of a statement.
   *
   * @param file empty: it comes from another server
   * @param kept what is there now
   */
  static Reported of(LoadFailure failure, String file, String kept) {
    SqlFailure answer = SqlFailure.of(failure.answer());
    if (answer.isBroken()) {
      return new Reported(
          Report.of(
              ErrorCode.DATABASE_UNAVAILABLE,
              "the connection was lost while a statement ran: " + answer.message(),
              kept));
    }
    SqlReport.Source source =
        new SqlReport.Source(file, failure.sql(), Math.max(1, failure.line()));
    String hint = hint(answer, failure.sql());
    Report report =
        SqlReport.of(
                ErrorCode.IMPORT_FAILED,
                failure.answer(),
                source,
                hint.isEmpty() ? kept : kept + "; " + hint)
            .report();
    List<String> details = new ArrayList<>(report.details());
    row(failure, answer, file).ifPresent(details::add);
    return new Reported(report.withDetails(details));
  }

  static Reported of(UnsureCommit lost) {
    return new Reported(
        Report.of(
            ErrorCode.DATABASE_UNAVAILABLE,
            "the connection was lost while the import was committed: " + lost.getMessage(),
            "it is there whole or not at all: look before you repeat it"));
  }

  static Reported of(RefusedScript refused, String file, String kept) {
    String place = refused.line() > 0 ? file + ":" + refused.line() : file;
    String hint = kept.isEmpty() ? refused.hint() : kept + "; " + refused.hint();
    return new Reported(
        Report.of(
            ErrorCode.IMPORT_FAILED,
            Output.safe(place) + ": " + Output.safe(String.valueOf(refused.getMessage())),
            Output.safe(hint)));
  }

  /** The source refuses, or the commit. */
  static Reported of(SQLException cause, String where) {
    SqlFailure failure = SqlFailure.of(cause);
    return new Reported(
        Report.of(
                failure.isBroken() ? ErrorCode.DATABASE_UNAVAILABLE : ErrorCode.IMPORT_FAILED,
                where + ": " + failure.message() + " (" + failure.state() + ")",
                NOTHING)
            .withDetails(failure.notes()));
  }

  private static java.util.Optional<String> row(
      LoadFailure failure, SqlFailure answer, String file) {
    if (failure.dataLine() == 0) {
      return java.util.Optional.empty();
    }
    return answer.notes().stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(found -> failure.dataLine() + Long.parseLong(found.group(1)) - 1)
        .map(line -> "the row stands in " + Output.safe(file) + ":" + line)
        .findFirst();
  }

  private static String hint(SqlFailure answer, String sql) {
    boolean extension = sql.matches("(?is)\\s*create\\s+extension\\b.*");
    return switch (answer.state()) {
      case "42501", "0A000", "58P01", "22023" ->
          extension
              ? "np db create NEW --extensions NAME makes a database with it, if np has it"
              : answer.state().equals("42501")
                  ? "nobody is superuser here: leave that statement out"
                  : "";
      case "25001" -> "--no-transaction runs each statement by itself";
      case "53200" -> "so much does not fit into one transaction: --no-transaction";
      case "42704" ->
          answer.message().startsWith("role ")
              ? "make the role first: np db sql NAME 'create role …'"
              : "";
      case "53100" -> "np storage shows how much room there is";
      default -> "";
    };
  }
}
