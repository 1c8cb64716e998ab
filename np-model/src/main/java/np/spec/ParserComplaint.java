package np.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import np.model.Printable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What a YAML parser says when it gives up.
 *
 * @param source the text
 * @param problem in its words
 * @param context what it was reading, may be empty
 * @param place where it stopped
 * @param start where that had begun
 */
record ParserComplaint(
    SourceText source, String problem, String context, Span place, Optional<Span> start) {
  private static final int LONGEST = 1000;
  private static final Pattern KEY_COLON =
      Pattern.compile("^(\\s*(?:-\\s+)*)(\"[^\"]*\"|'[^']*'|[^\\s:#\"'{\\[][^:#]*?):(?=\\s|$)");

  static ParserComplaint of(SourceText source, MarkedYamlEngineException failure) {
    Optional<Mark> mark = failure.getProblemMark().or(failure::getContextMark);
    return new ParserComplaint(
        source,
        text(failure.getProblem()),
        text(failure.getContext()),
        mark.map(ParserComplaint::span).orElse(Span.START),
        failure.getContextMark().map(ParserComplaint::span));
  }

  private static String text(String text) {
    return Optional.ofNullable(text).map(Printable::escape).orElse("");
  }

  private static Span span(Mark mark) {
    return new Span(mark.getLine() + 1, mark.getColumn() + 1, 1);
  }

  int line() {
    return place.line();
  }

  String whole() {
    return source.line(line());
  }

  boolean says(String text) {
    return problem.contains(text);
  }

  /** Nobody typed these lines, and guessing about them would take long. */
  boolean isAboutLongLines() {
    return IntStream.of(line(), source.before(line()), start.orElse(place).line())
        .anyMatch(number -> source.line(number).length() > LONGEST);
  }

  /** The value that begins where the parser stopped. */
  ValueText value() {
    return ValueText.at(source, place);
  }

  /** The value that begins where the parser began to read what it stumbled over. */
  ValueText valueFromStart() {
    return ValueText.at(source, start.orElse(place));
  }

  /** The value behind the first key of the line. */
  ValueText firstValue() {
    return ValueText.first(source, line());
  }

  boolean refusesColon() {
    return problem.startsWith("mapping values are not allowed");
  }

  /**
   * Whether the colon of the line's own key is the one that is refused: then the line before errs.
   */
  boolean refusesKey() {
    Matcher matcher = KEY_COLON.matcher(whole());
    return refusesColon() && matcher.find() && matcher.end() == place.column();
  }
}
