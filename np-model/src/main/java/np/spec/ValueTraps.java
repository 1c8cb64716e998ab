package np.spec;

import java.util.Optional;

/** Traps of values: signs that mean something to YAML, quotes and brackets. */
final class ValueTraps {
  private ValueTraps() {}

  /** {@code schedule: * * * * *} and {@code schedule: @daily}. */
  static Optional<SyntaxMistake> indicator(ParserComplaint complaint) {
    boolean reserved = complaint.problem().startsWith("found character '");
    boolean anchor = complaint.context().endsWith("an anchor");
    if (!reserved && !anchor && !complaint.context().endsWith("an alias")) {
      return Optional.empty();
    }
    ValueText found = reserved ? complaint.value() : complaint.valueFromStart();
    boolean inFlow = anchor && complaint.firstValue().text().matches("[\\[{].*");
    ValueText value = inFlow ? complaint.firstValue() : found;
    if (value.text().isEmpty()) {
      return Optional.empty();
    }
    String sign = value.text().substring(0, 1);
    String reads = sign.equals("*") ? "     (YAML reads * as an alias)" : "";
    String message = value.name() + " cannot start with " + sign + " unless quoted";
    return quote(value, message, value.quotedLine() + reads);
  }

  /** {@code run: echo a: b}. */
  static Optional<SyntaxMistake> colon(ParserComplaint complaint) {
    ValueText value = complaint.firstValue();
    if (!complaint.refusesColon() || complaint.refusesKey() || value.text().isEmpty()) {
      return Optional.empty();
    }
    String message = value.name() + " contains a colon with a space and needs quotes";
    return quote(value, message, value.quotedLine());
  }

  /** {@code run: "$A" b} and {@code run: [ -f a ] && b}. */
  static Optional<SyntaxMistake> afterQuote(ParserComplaint complaint) {
    ValueText value = complaint.firstValue();
    boolean closed = value.text().matches("[\"'\\[{].*");
    if (!closed || (!complaint.says("found '<scalar>'") && !complaint.says("found '['"))) {
      return Optional.empty();
    }
    String sign = value.text().substring(0, 1);
    String message = value.name() + " starts with " + sign + " but goes on after its end";
    return quote(value, message, value.quotedLine());
  }

  static Optional<SyntaxMistake> neverClosed(ParserComplaint complaint) {
    if (!complaint.says("end of stream") && !complaint.says("<stream end>")) {
      return Optional.empty();
    }
    Span span = complaint.start().orElse(complaint.place());
    return complaint.context().endsWith("quoted scalar")
        ? syntax(
            span,
            "the quote opened here is never closed",
            "a ' inside '…' is written ''; or use \"…\"")
        : syntax(span, "the bracket opened here is never closed", "close it, or quote the value");
  }

  static Optional<SyntaxMistake> flow(ParserComplaint complaint) {
    if (!complaint.context().contains("a flow ")) {
      return Optional.empty();
    }
    String help =
        complaint.whole().contains("${")
            ? "np writes references as $(db.url); quote what belongs to the shell"
            : "separate entries by commas, close what is open, quote values with , : { } [ ]";
    String what = complaint.context().endsWith("sequence") ? "list" : "map";
    return syntax(complaint.place(), "expected a comma or the end of the " + what, help);
  }

  static Optional<SyntaxMistake> dash(ParserComplaint complaint) {
    return complaint.problem().startsWith("sequence entries are not allowed")
        ? quote(
            complaint.value(),
            "a list cannot start behind its key",
            "put each entry on a line of its own, or write [a, b]; quote a lone -")
        : Optional.empty();
  }

  static Optional<SyntaxMistake> escape(ParserComplaint complaint) {
    Span place = complaint.place();
    return complaint.problem().startsWith("found unknown escape")
        ? syntax(
            new Span(place.line(), Math.max(1, place.column() - 1), 2),
            "this escape is unknown inside \"…\"",
            "write \\\\ for a backslash, or use '…'")
        : Optional.empty();
  }

  private static Optional<SyntaxMistake> quote(ValueText value, String message, String help) {
    return Optional.of(
        SyntaxMistake.quote(value.span(), message, help)
            .repairedBy(value.line(), value.readableLine()));
  }

  private static Optional<SyntaxMistake> syntax(Span span, String message, String help) {
    return Optional.of(SyntaxMistake.syntax(span, message, help));
  }
}
