package np.spec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import np.model.Printable;

/**
 * The value that begins somewhere in a line, as its author probably meant it.
 *
 * @param line its number
 * @param before what stands before it, the key included
 * @param text the value without a comment behind it
 * @param after what stands behind it
 */
record ValueText(int line, String before, String text, String after) {
  private static final Pattern KEY = Pattern.compile("([^\\s:,\\[{\"'-][^:,\\[{\"']*)['\"]?:\\s*$");
  private static final Pattern FIRST =
      Pattern.compile("^(\\s*(?:-\\s+)*(?:[^\\s:#\\[{\"'][^:#]*:\\s+)?)(\\S.*)$");

  /** The value that begins at a place. */
  static ValueText at(SourceText source, Span place) {
    String whole = source.line(place.line());
    int count = whole.codePointCount(0, whole.length());
    int start = whole.offsetByCodePoints(0, Math.min(place.column() - 1, count));
    return split(place.line(), whole, start);
  }

  /** The value behind the first key or dash of a line. */
  static ValueText first(SourceText source, int line) {
    String whole = source.line(line);
    Matcher matcher = FIRST.matcher(whole);
    return split(line, whole, matcher.matches() ? matcher.end(1) : whole.length());
  }

  private static ValueText split(int line, String whole, int start) {
    String before = whole.substring(0, start);
    String rest = whole.substring(start);
    int end = rest.length();
    int comment = rest.indexOf(" #");
    if (comment >= 0) {
      end = comment;
    }
    if (isFlow(before)) {
      Matcher stop = Pattern.compile("[,}\\]]").matcher(rest);
      end = stop.find(Math.min(1, rest.length())) ? Math.min(end, stop.start()) : end;
    }
    String text = rest.substring(0, end).stripTrailing();
    return new ValueText(line, before, text, rest.substring(text.length()));
  }

  private static boolean isFlow(String before) {
    return before.chars().filter(c -> c == '{' || c == '[').count()
        > before.chars().filter(c -> c == '}' || c == ']').count();
  }

  Span span() {
    return new Span(
        line, before.codePointCount(0, before.length()) + 1, text.codePointCount(0, text.length()));
  }

  /** The key, as {@code `schedule`}; {@code a value} when there is none. */
  String name() {
    Matcher matcher = KEY.matcher(before);
    return matcher.find() ? "`" + Printable.escape(matcher.group(1).strip()) + "`" : "a value";
  }

  /** Key and value, with quotes around the value. */
  String quotedLine() {
    Matcher matcher = KEY.matcher(before);
    String key = matcher.find() ? Printable.escape(matcher.group(1).strip()) + ": " : "";
    return key + quoted();
  }

  private String quoted() {
    return text.contains("\"") || text.contains("\\")
        ? "'" + text.replace("'", "''") + "'"
        : "\"" + text + "\"";
  }

  /** The same line with a value of the same width that YAML can read. */
  String readableLine() {
    String inner = text.length() < 3 ? "" : "x".repeat(text.length() - 2);
    return before + (text.length() < 2 ? "x" : "'" + inner + "'") + after;
  }
}
