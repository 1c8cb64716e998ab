package np.cli.output;

/** How many columns a text takes on a terminal (Unicode UAX #11, wide and combining marks). */
public final class Width {
  private Width() {}

  public static int of(String text) {
    int columns = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      columns += isPrintableAscii(point) ? 1 : of(point);
    }
    return columns;
  }

  /** The longest start of {@code text} that fits, with … if something was cut off. */
  static String fit(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int used = 0;
    for (int point : text.codePoints().toArray()) {
      if (used + of(point) > columns - 1) {
        break;
      }
      out.appendCodePoint(point);
      used += of(point);
    }
    return columns < 1 ? "" : out.append('…').toString();
  }

  private static boolean isPrintableAscii(int point) {
    return point >= ' ' && point < 0x7f;
  }

  private static int of(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115f)
        || (point >= 0x2e80 && point <= 0xa4cf)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff00 && point <= 0xff60)
        || (point >= 0xffe0 && point <= 0xffe6)
        || (point >= 0x1f300 && point <= 0x1faff)
        || (point >= 0x20000 && point <= 0x3fffd);
  }
}
