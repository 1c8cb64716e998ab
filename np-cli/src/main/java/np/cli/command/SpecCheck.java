package np.cli.command;

import java.util.List;
import java.util.Optional;
import np.api.DiagnosticView;
import np.cli.client.ApiProblem;
import np.cli.output.Charm;
import np.cli.output.Output;
import np.model.ErrorCode;
import np.spec.AppSpec;
import np.spec.Diagnostic;
import np.spec.DiagnosticRenderer;
import np.spec.ParsedSpec;
import np.spec.SpecParser;

/** Reads an np.yaml and tells all its mistakes at once. */
final class SpecCheck {
  private final Output output;
  private final Project project;

  SpecCheck(Output output, Project project) {
    this.output = output;
    this.project = project;
  }

  /**
   * The spec; warnings are told.
   *
   * @throws Reported with every mistake
   */
  AppSpec parse(Optional<String> environment) {
    return switch (SpecParser.parse(project.text(), project.file(), environment)) {
      case ParsedSpec.Valid valid -> {
        if (!valid.warnings().isEmpty()) {
          renderer().render(valid.warnings()).lines().forEach(output::note);
        }
        yield valid.spec();
      }
      case ParsedSpec.Invalid invalid ->
          throw reported(
              invalid.diagnostics().stream().map(Diagnostic::toView).toList(),
              "nothing was sent to the server");
    };
  }

  /** The mistakes that the server found, shown in the file. */
  RuntimeException refused(ApiProblem problem) {
    List<DiagnosticView> diagnostics = problem.problem().diagnostics();
    return diagnostics.isEmpty()
        ? problem
        : reported(diagnostics, "nothing was changed on the server");
  }

  private Reported reported(List<DiagnosticView> diagnostics, String consequence) {
    String code =
        diagnostics.isEmpty() ? ErrorCode.SPEC_VALUE.code() : diagnostics.getFirst().code();
    String count = diagnostics.size() == 1 ? "1 mistake" : diagnostics.size() + " mistakes";
    List<String> lines = renderer().renderViews(diagnostics).lines().toList();
    return new Reported(
        new Report(
            code,
            Output.safe(project.origin()) + " has " + count + "; " + consequence,
            "",
            ErrorCode.SPEC_VALUE.exit(),
            lines,
            diagnostics));
  }

  private DiagnosticRenderer renderer() {
    return new DiagnosticRenderer(
        project.file(), project.text(), new Coloured(output.look().err()));
  }

  private record Coloured(Charm charm) implements DiagnosticRenderer.Style {
    @Override
    public String error(String text) {
      return charm.red(charm.bold(text));
    }

    @Override
    public String warning(String text) {
      return charm.yellow(text);
    }

    @Override
    public String gutter(String text) {
      return charm.dim(text);
    }

    @Override
    public String caret(String text) {
      return charm.red(text);
    }
  }
}
