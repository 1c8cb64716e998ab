package np.cli.postgres;

/** What bytes may be in an unquoted name. */
final class Bytes {
  private Bytes() {}

  /** Letters, the underscore and everything that is not ASCII; digits not as the first. */
  static boolean isName(int b, boolean first) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || b == '_'
        || b >= 0x80
        || (!first && b >= '0' && b <= '9');
  }
}
