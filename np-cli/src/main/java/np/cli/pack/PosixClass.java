package np.cli.pack;

/** The named character classes of POSIX brackets, in the C locale (POSIX.1-2024 section 9.3.5). */
final class PosixClass {
  private PosixClass() {}

  static boolean matches(String name, char c) {
    return switch (name) {
      case "alnum" -> isLetter(c) || isDigit(c);
      case "alpha" -> isLetter(c);
      case "blank" -> c == ' ' || c == '\t';
      case "cntrl" -> c < ' ' || c == 0x7f;
      case "digit" -> isDigit(c);
      case "graph" -> c > ' ' && c < 0x7f;
      case "lower" -> c >= 'a' && c <= 'z';
      case "print" -> c >= ' ' && c < 0x7f;
      case "punct" -> c > ' ' && c < 0x7f && !isLetter(c) && !isDigit(c);
      case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
      case "upper" -> c >= 'A' && c <= 'Z';
      case "xdigit" -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      default -> false;
    };
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
