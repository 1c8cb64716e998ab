package np.cli.output;

/** A line that may have colours in it (ECMA-48 SGR), measured and cut without counting them. */
final class AnsiLine {
  private AnsiLine() {}

  /** The start that fits into {@code columns}; colours are ended, … shows the cut. */
  static String cut(String line, int columns) {
    String bare = strip(line);
    if (Width.of(bare) <= columns) {
      return line;
    }
    int keep = Width.fit(bare, columns).length() - 1;
    StringBuilder out = new StringBuilder();
    int kept = 0;
    for (int i = 0; i < line.length() && kept < keep; i++) {
      int end = sequenceEnd(line, i);
      out.append(line, i, end);
      kept += end == i + 1 ? 1 : 0;
      i = end - 1;
    }
    out.append('…');
    return line.length() == bare.length() ? out.toString() : out.append("\u001b[0m").toString();
  }

  static String strip(String line) {
    StringBuilder out = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      int end = sequenceEnd(line, i);
      if (end == i + 1) {
        out.append(line.charAt(i));
      }
      i = end - 1;
    }
    return out.toString();
  }

  /** The end of the escape sequence at {@code at}, or of the one character. */
  private static int sequenceEnd(String line, int at) {
    if (!line.startsWith("\u001b[", at)) {
      return at + 1;
    }
    int end = line.indexOf('m', at);
    return end < 0 ? at + 1 : end + 1;
  }
}
