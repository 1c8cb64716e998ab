package np.cli.pack;

import java.util.Optional;

/**
 * One line of a .gitignore (gitignore(5)).
 *
 * @param wildcard what it matches
 * @param verdict what it says about a match
 * @param anchored whether it is matched against the whole path, not the last part only
 * @param directoriesOnly whether files are left alone
 */
record IgnoreRule(Wildcard wildcard, Verdict verdict, boolean anchored, boolean directoriesOnly) {

  /** What is said about a path. */
  enum Verdict {
    SILENT,
    IGNORED,
    KEPT
  }

  /** Reads a line without its end; empty for comments and blank lines. */
  static Optional<IgnoreRule> parse(String line) {
    String text = trimEnd(line);
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    boolean negated = text.startsWith("!");
    text = negated ? text.substring(1) : text;
    boolean directoriesOnly = text.endsWith("/");
    text = directoriesOnly ? text.substring(0, text.length() - 1) : text;
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean anchored = text.indexOf('/') >= 0;
    text = text.startsWith("/") ? text.substring(1) : text;
    Verdict verdict = negated ? Verdict.KEPT : Verdict.IGNORED;
    return Optional.of(new IgnoreRule(new Wildcard(text), verdict, anchored, directoriesOnly));
  }

  /**
   * Whether it is about this path.
   *
   * @param path relative to the directory of the ignore file, / between the parts
   */
  boolean matches(String path, boolean directory) {
    if (directoriesOnly && !directory) {
      return false;
    }
    return wildcard.matches(anchored ? path : path.substring(path.lastIndexOf('/') + 1));
  }

  /** Trailing blanks do not count unless a backslash stands before them. */
  private static String trimEnd(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ' && !isEscaped(line, end - 1)) {
      end--;
    }
    return line.substring(0, end);
  }

  private static boolean isEscaped(String line, int at) {
    int backslashes = 0;
    while (at - backslashes - 1 >= 0 && line.charAt(at - backslashes - 1) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
