package np.cli.postgres;

/** A string in dollar quotes: {@code $tag$ … $tag$} (PostgreSQL manual, 4.1.2.4). */
final class DollarQuote {
  private static final int LONGEST = 256;

  private final byte[] tag = new byte[LONGEST];
  private int length;
  private int matched;

  /** What a byte behind the first dollar is part of. */
  enum Part {
    TAG,
    BODY,
    /** It is no dollar quote at all. */
    NONE
  }

  void open() {
    tag[0] = '$';
    length = 1;
  }

  Part tag(int b) {
    boolean end = b == '$';
    boolean first = length == 1;
    if ((!end && !Bytes.isName(b, first)) || length == LONGEST) {
      return Part.NONE;
    }
    tag[length++] = (byte) b;
    matched = 0;
    return end ? Part.BODY : Part.TAG;
  }

  /** Whether this byte of the body completes the closing tag; a tag has no dollar within. */
  boolean ends(int b) {
    if (b == (tag[matched] & 0xff)) {
      matched++;
    } else {
      matched = b == '$' ? 1 : 0;
    }
    return matched == length;
  }
}
