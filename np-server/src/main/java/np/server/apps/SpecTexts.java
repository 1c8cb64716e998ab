package np.server.apps;

import java.util.List;
import java.util.Optional;
import np.api.DiagnosticView;
import np.api.Problem;
import np.model.ErrorCode;
import np.model.NpException;
import np.spec.AppSpec;
import np.spec.Diagnostic;
import np.spec.ParsedSpec;
import np.spec.SpecParser;

/** Reads the texts of np.yaml that clients send and releases keep. */
final class SpecTexts {
  private SpecTexts() {}

  static ParsedSpec parse(String text, String file, String environment) {
    return SpecParser.parse(text, file, Optional.of(environment).filter(name -> !name.isEmpty()));
  }

  /** The spec of a release: it was valid when it was made. */
  static AppSpec of(Release.Content content) {
    return switch (parse(content.spec(), content.file(), content.environment())) {
      case ParsedSpec.Valid valid -> valid.spec();
      case ParsedSpec.Invalid invalid ->
          throw new NpException.Invalid(
              ErrorCode.SPEC_UNAVAILABLE,
              "this version of np does not read the np.yaml of that release any more: "
                  + invalid.diagnostics().getFirst().message(),
              "deploy it again");
    };
  }

  /** All mistakes as one problem. */
  static Problem problem(ParsedSpec.Invalid invalid) {
    List<DiagnosticView> views = invalid.diagnostics().stream().map(Diagnostic::toView).toList();
    ErrorCode code = invalid.diagnostics().getFirst().code();
    String more = views.size() > 1 ? " (and " + (views.size() - 1) + " more)" : "";
    return new Problem(
        "/problems/" + code.code(),
        code.title(),
        code.status(),
        code.code(),
        views.getFirst().message() + more,
        views.getFirst().help(),
        code.exit(),
        views);
  }
}
