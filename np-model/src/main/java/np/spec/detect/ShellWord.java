package np.spec.detect;

/** One word of a POSIX shell line (POSIX.1-2024 XCU 2.2.2). */
final class ShellWord {
  private ShellWord() {}

  static String quote(String text) {
    return text.matches("[A-Za-z0-9._/][A-Za-z0-9._/-]*")
        ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }
}
