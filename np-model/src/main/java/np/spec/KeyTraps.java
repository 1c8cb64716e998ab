package np.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Traps of keys and indentation. */
final class KeyTraps {
  private static final Pattern GLUED =
      Pattern.compile("^(\\s*(?:-\\s+)*)([A-Za-z_][\\w.-]*):(\\S.*)$");
  private static final Pattern UNCUT = Pattern.compile("^\\s*([A-Za-z_][\\w.-]*)\\s+([^:]+)$");

  private KeyTraps() {}

  static Optional<SyntaxMistake> tab(ParserComplaint complaint) {
    if (!complaint.says("(TAB)'")) {
      return Optional.empty();
    }
    String whole = complaint.whole();
    int index = whole.offsetByCodePoints(0, complaint.place().column() - 1);
    if (whole.substring(0, index).isBlank()) {
      return mistake(
          complaint.place(), "this line is indented with a tab", "use spaces, two for each level");
    }
    String mended = whole.substring(0, index) + " " + whole.substring(index + 1);
    return mistake(complaint.place(), "a tab stands between key and value", "use a space")
        .map(mistake -> mistake.repairedBy(complaint.line(), mended));
  }

  /** {@code app:shop}. */
  static Optional<SyntaxMistake> glued(ParserComplaint complaint) {
    SourceText source = complaint.source();
    int number = complaint.refusesKey() ? source.before(complaint.line()) : complaint.line();
    Matcher matcher = GLUED.matcher(source.line(number));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String key = matcher.group(2);
    Span span = new Span(number, matcher.start(2) + 1, key.length() + 1);
    String message = "`" + key + ":` needs a space after the colon";
    String mended = matcher.group(1) + key + ": " + matcher.group(3);
    return mistake(span, message, "write " + key + ": " + matcher.group(3).strip())
        .map(mistake -> mistake.repairedBy(number, mended));
  }

  /** {@code run npm start}. */
  static Optional<SyntaxMistake> uncut(ParserComplaint complaint) {
    boolean noColon = complaint.says("could not find expected ':'");
    int number =
        noColon
            ? complaint.start().orElse(complaint.place()).line()
            : complaint.source().before(complaint.line());
    String whole = complaint.source().line(number);
    Matcher matcher = UNCUT.matcher(whole);
    if ((!noColon && !complaint.refusesKey()) || !matcher.matches()) {
      return Optional.empty();
    }
    int indentation = SourceText.indentation(whole);
    Span span = new Span(number, indentation + 1, whole.strip().length());
    String pair = matcher.group(1) + ": " + matcher.group(2).strip();
    return mistake(span, "a colon is missing after the key", "write " + pair)
        .map(mistake -> mistake.repairedBy(number, " ".repeat(indentation) + pair));
  }

  static Optional<SyntaxMistake> indentedBelowValue(ParserComplaint complaint) {
    SourceText source = complaint.source();
    int above = SourceText.indentation(source.line(source.before(complaint.line())));
    int indentation = SourceText.indentation(complaint.whole());
    if (!complaint.refusesKey() || indentation <= above) {
      return Optional.empty();
    }
    int length = complaint.place().column() - 1 - indentation;
    return mistake(
        new Span(complaint.line(), indentation + 1, length),
        "this line is indented below a key that already has a value",
        "start it in column " + (above + 1) + " like the line before");
  }

  static Optional<SyntaxMistake> indentation(ParserComplaint complaint) {
    if (!complaint.says("found '<block mapping start>'")
        && !complaint.says("found '?'")
        && !complaint.says("found '-'")) {
      return Optional.empty();
    }
    int indentation = SourceText.indentation(complaint.whole());
    return mistake(
        new Span(complaint.line(), 1, indentation + 1),
        "this line is indented by " + indentation + " spaces, which fits none above it",
        "give it the indentation of the keys that it belongs with");
  }

  private static Optional<SyntaxMistake> mistake(Span span, String message, String help) {
    return Optional.of(SyntaxMistake.syntax(span, message, help));
  }
}
