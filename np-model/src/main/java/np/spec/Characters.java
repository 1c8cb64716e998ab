package np.spec;

import java.util.ArrayList;
import java.util.List;
import np.model.ErrorCode;

/** Refuses characters that no YAML file may contain (YAML 1.2.2 section 5.1). */
final class Characters {
  private Characters() {}

  /** The same text, with an x for each character that was reported. */
  static SourceText check(SourceText source, Diagnostics diagnostics) {
    List<String> lines = new ArrayList<>();
    for (String text : source.lines()) {
      int bad = firstBad(text);
      int number = lines.size() + 1;
      lines.add(bad < 0 ? text : mend(text));
      if (bad >= 0) {
        report(text, bad, number, diagnostics);
        diagnostics.mute(number);
      }
    }
    return new SourceText(lines);
  }

  private static void report(String text, int index, int line, Diagnostics diagnostics) {
    int column = text.codePointCount(0, index) + 1;
    int code = text.codePointAt(index);
    diagnostics.error(
        ErrorCode.SPEC_SYNTAX,
        new Span(line, column, 1),
        "the character U+%04X is not allowed in a file".formatted(code),
        code == 0
            ? "is this a binary file, or UTF-16? np reads UTF-8"
            : "remove it; inside \"…\" it can be written as \\x%02X".formatted(code));
  }

  private static int firstBad(String text) {
    int index = 0;
    while (index < text.length()) {
      int code = text.codePointAt(index);
      if (!isAllowed(code)) {
        return index;
      }
      index += Character.charCount(code);
    }
    return -1;
  }

  private static String mend(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(code -> out.appendCodePoint(isAllowed(code) ? code : 'x'));
    return out.toString();
  }

  private static boolean isAllowed(int code) {
    boolean control = code != '\t' && (code < 0x20 || (code >= 0x7f && code <= 0x9f));
    boolean surrogate = code >= 0xd800 && code <= 0xdfff;
    return !control && !surrogate && code != 0xfffe && code != 0xffff && code != 0xfeff;
  }
}
