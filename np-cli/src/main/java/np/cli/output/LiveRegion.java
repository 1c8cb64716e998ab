package np.cli.output;

import java.util.List;

/**
 * The lower part of a terminal, painted again and again (ECMA-48: CUU, ED; DECTCEM for the cursor).
 * Lines are cut to the width, so that one line stays one row.
 */
final class LiveRegion {
  private static final String ERASE_BELOW = "\r\u001b[J";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";

  /**
   * Columns that stay free: one for the cursor, two for the ^C that a terminal shows there, which
   * must not begin another row.
   */
  static final int MARGIN = 3;

  private final Output output;
  private int rows;
  private boolean open;

  LiveRegion(Output output) {
    this.output = output;
  }

  /**
   * Paints a frame in place of the last one.
   *
   * @param above lines that stay for good
   */
  void paint(List<String> above, List<String> frame, int width) {
    StringBuilder text = new StringBuilder();
    if (!open) {
      text.append(HIDE_CURSOR);
      open = true;
    }
    eraseInto(text);
    Charm charm = output.look().err();
    above.forEach(line -> text.append(charm.marks(line)).append('\n'));
    for (int i = 0; i < frame.size(); i++) {
      text.append(i == 0 ? "" : "\n")
          .append(AnsiLine.cut(charm.marks(frame.get(i)), width - MARGIN));
    }
    rows = frame.size();
    output.paint(text.toString());
  }

  /** Takes the frame away and gives the cursor back. */
  void close() {
    if (open) {
      StringBuilder text = new StringBuilder();
      eraseInto(text);
      rows = 0;
      open = false;
      output.paint(text.append(SHOW_CURSOR).toString());
    }
  }

  private void eraseInto(StringBuilder text) {
    if (rows > 1) {
      text.append("\u001b[").append(rows - 1).append('A');
    }
    text.append(ERASE_BELOW);
  }
}
