package np.cli.client;

import java.util.List;
import np.api.DiagnosticView;
import np.api.Problem;
import np.cli.json.JsonObject;

/** An error that the server answered with. */
public final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ApiProblem(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** Reads {@code application/problem+json}. */
  static ApiProblem read(int status, JsonObject json) {
    return new ApiProblem(
        new Problem(
            json.text("type"),
            json.text("title"),
            status,
            json.text("code"),
            json.optionalText("detail").orElse(json.text("title")),
            json.text("hint"),
            (int) json.whole("exit"),
            diagnostics(json)));
  }

  private static List<DiagnosticView> diagnostics(JsonObject json) {
    return json.objects("diagnostics").stream()
        .map(
            entry ->
                new DiagnosticView(
                    entry.text("code"),
                    entry.text("message"),
                    (int) entry.whole("line"),
                    (int) entry.whole("column"),
                    (int) entry.whole("length"),
                    entry.text("help")))
        .toList();
  }
}
