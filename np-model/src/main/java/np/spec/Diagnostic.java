package np.spec;

import np.api.DiagnosticView;
import np.model.ErrorCode;

/**
 * One mistake of an np.yaml, or one thing worth knowing about it.
 *
 * @param severity whether it stops a deploy
 * @param code one of {@code SPEC_*}
 * @param message one sentence
 * @param span where
 * @param help what to write instead, may be empty
 */
public record Diagnostic(
    Severity severity, ErrorCode code, String message, Span span, String help) {
  private static final int LONGEST = 400;

  public Diagnostic {
    message = cut(message);
    help = cut(help);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** Whether it stops a deploy. */
  public enum Severity {
    ERROR,
    WARNING
  }

  static Diagnostic error(ErrorCode code, Span span, String message, String help) {
    return new Diagnostic(Severity.ERROR, code, message, span, help);
  }

  static Diagnostic warning(ErrorCode code, Span span, String message, String help) {
    return new Diagnostic(Severity.WARNING, code, message, span, help);
  }

  /** As the API answers it. */
  public DiagnosticView toView() {
    return new DiagnosticView(
        code.code(), message, span.line(), span.column(), span.length(), help);
  }
}
