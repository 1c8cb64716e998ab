package np.spec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a file by lines, with LF line ends and without a byte order mark.
 *
 * @param lines without their ends, at least one
 */
record SourceText(List<String> lines) {
  static final int MAX_BYTES = 256 * 1024;

  SourceText {
    lines = List.copyOf(lines);
  }

  static SourceText of(String text) {
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new SourceText(List.of(unmarked.split("\r\n|\r|\n", -1)));
  }

  static boolean tooLarge(String text) {
    return text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  /** The line with this number, from 1; empty when there is none. */
  String line(int number) {
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }

  SourceText withLine(int number, String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(number - 1, line);
    return new SourceText(changed);
  }

  /** The number of the last line before this one that says something; 0 when there is none. */
  int before(int number) {
    int candidate = Math.min(number, lines.size() + 1) - 1;
    while (candidate > 0 && isSilent(line(candidate))) {
      candidate--;
    }
    return candidate;
  }

  private static boolean isSilent(String line) {
    return line.isBlank() || line.stripLeading().startsWith("#");
  }

  static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }

  String text() {
    return String.join("\n", lines);
  }
}
