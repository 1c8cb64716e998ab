package np.spec;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import np.model.Printable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in the words of a person who writes an np.yaml what a YAML parser stumbled over. */
final class SyntaxTraps {
  private static final List<Function<ParserComplaint, Optional<SyntaxMistake>>> TRAPS =
      List.of(
          KeyTraps::tab,
          ValueTraps::indicator,
          KeyTraps::glued,
          KeyTraps::uncut,
          ValueTraps::colon,
          KeyTraps::indentedBelowValue,
          ValueTraps::afterQuote,
          ValueTraps::neverClosed,
          ValueTraps::flow,
          ValueTraps::dash,
          ValueTraps::escape,
          KeyTraps::indentation);

  private SyntaxTraps() {}

  static SyntaxMistake explain(SourceText source, YamlEngineException failure) {
    if (!(failure instanceof MarkedYamlEngineException marked)) {
      String message = Optional.ofNullable(failure.getMessage()).orElse("");
      return SyntaxMistake.syntax(Span.START, "not valid YAML: " + Printable.escape(message), "");
    }
    ParserComplaint complaint = ParserComplaint.of(source, marked);
    List<Function<ParserComplaint, Optional<SyntaxMistake>>> traps =
        complaint.isAboutLongLines() ? List.of() : TRAPS;
    return traps.stream()
        .flatMap(trap -> trap.apply(complaint).stream())
        .findFirst()
        .orElseGet(
            () ->
                SyntaxMistake.syntax(
                    complaint.place(), "not valid YAML: " + complaint.problem(), ""));
  }
}
