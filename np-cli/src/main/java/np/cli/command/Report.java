package np.cli.command;

import java.util.List;
import np.api.DiagnosticView;
import np.api.Problem;
import np.cli.json.Json;
import np.cli.json.JsonArray;
import np.cli.json.JsonObject;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * An error as it is told.
 *
 * @param code for example NP0401
 * @param message one sentence
 * @param hint what to do next, may be empty
 * @param exit code of the process
 * @param details lines that are shown before it
 * @param diagnostics the mistakes of an np.yaml
 */
public record Report(
    String code,
    String message,
    String hint,
    int exit,
    List<String> details,
    List<DiagnosticView> diagnostics) {
  public Report {
    details = List.copyOf(details);
    diagnostics = List.copyOf(diagnostics);
  }

  static Report of(ErrorCode code, String message, String hint) {
    return new Report(code.code(), message, hint, code.exit(), List.of(), List.of());
  }

  static Report of(NpException exception) {
    return of(exception.code(), exception.getMessage(), exception.hint());
  }

  /** A code that this version does not know keeps the exit code that the server gave. */
  static Report of(Problem problem) {
    int exit = problem.exit() == 0 ? ErrorCode.INTERNAL.exit() : problem.exit();
    return new Report(
        problem.code().isEmpty() ? ErrorCode.INTERNAL.code() : problem.code(),
        problem.detail(),
        problem.hint(),
        exit,
        List.of(),
        problem.diagnostics());
  }

  Report withDetails(List<String> lines) {
    return new Report(code, message, hint, exit, lines, diagnostics);
  }

  /** {@code np.error/1}. */
  JsonObject document() {
    JsonObject error =
        JsonObject.EMPTY
            .with("code", code)
            .with("message", message)
            .with("hint", hint)
            .with("docs", "np explain " + code)
            .with("exit", exit);
    if (!diagnostics.isEmpty()) {
      error = error.with("diagnostics", diagnosticsJson());
    }
    return JsonObject.of("np.error/1").with("error", error);
  }

  private JsonArray diagnosticsJson() {
    return new JsonArray(diagnostics.stream().<Json>map(Report::diagnostic).toList());
  }

  private static JsonObject diagnostic(DiagnosticView view) {
    return JsonObject.EMPTY
        .with("code", view.code())
        .with("message", view.message())
        .with("line", view.line())
        .with("column", view.column())
        .with("length", view.length())
        .with("help", view.help());
  }
}
