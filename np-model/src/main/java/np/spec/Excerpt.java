package np.spec;

import np.model.Printable;

/**
 * A line as it can be shown.
 *
 * @param text escaped, and cut when it is long
 * @param offset of the marked piece in it
 * @param width of the marked piece, at least 1
 */
record Excerpt(String text, int offset, int width) {
  private static final String CUT = "…";

  static Excerpt of(String line, int column, int length, int most) {
    int count = line.codePointCount(0, line.length());
    int start = Math.clamp(column - 1L, 0, count);
    int end = Math.clamp((long) start + length, start, count);
    String before = part(line, 0, start);
    String marked = part(line, start, end);
    String after = part(line, end, count);
    if (before.length() + marked.length() + after.length() <= most) {
      return new Excerpt(before + marked + after, before.length(), Math.max(1, marked.length()));
    }
    if (before.length() > most / 2) {
      before = CUT + before.substring(before.length() - most / 2);
    }
    if (marked.length() > most / 2) {
      marked = marked.substring(0, most / 2) + CUT;
    }
    int room = Math.max(0, most - before.length() - marked.length());
    if (after.length() > room) {
      after = after.substring(0, room) + CUT;
    }
    return new Excerpt(before + marked + after, before.length(), Math.max(1, marked.length()));
  }

  private static String part(String line, int from, int to) {
    int start = line.offsetByCodePoints(0, from);
    String part = line.substring(start, line.offsetByCodePoints(0, to));
    return Printable.escape(part.replace("\t", "\\t"));
  }
}
