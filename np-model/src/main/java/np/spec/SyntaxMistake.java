package np.spec;

import java.util.Optional;
import np.model.ErrorCode;

/**
 * Why a file is not YAML, in words, and a line with which reading can go on.
 *
 * @param repair empty when what follows cannot be made sense of
 */
record SyntaxMistake(Diagnostic diagnostic, Optional<Repair> repair) {

  /** Another text for a line, so that the mistakes after it can be found as well. */
  record Repair(int line, String text) {}

  static SyntaxMistake syntax(Span span, String message, String help) {
    return new SyntaxMistake(
        Diagnostic.error(ErrorCode.SPEC_SYNTAX, span, message, help), Optional.empty());
  }

  static SyntaxMistake quote(Span span, String message, String help) {
    return new SyntaxMistake(
        Diagnostic.error(ErrorCode.SPEC_QUOTE, span, message, help), Optional.empty());
  }

  SyntaxMistake repairedBy(int line, String text) {
    return new SyntaxMistake(diagnostic, Optional.of(new Repair(line, text)));
  }
}
