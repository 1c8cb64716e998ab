package np.edge.wire;

/** Reads the field lines of a head (RFC 9112 section 5), or of a trailer section. */
final class FieldParser {
  static final int MAX_FIELDS = 256;

  private FieldParser() {}

  /**
   * Reads the lines from {@code at} up to the empty line that ends the block.
   *
   * @throws MalformedException on white space round a name, folded lines, control characters and
   *     more than 256 fields
   */
  static void parse(HeaderBlock block, int at) throws MalformedException {
    byte[] bytes = block.bytes();
    int end = block.length() - 2;
    while (at < end) {
      int colon = nameEnd(bytes, at);
      Field field = Field.of(bytes, at, colon);
      if (block.count() == MAX_FIELDS) {
        throw new MalformedException(431, "more than " + MAX_FIELDS + " header fields");
      }
      block.mark(field, at, colon);
      at = value(block, colon + 1);
    }
    if (at != end) {
      throw new MalformedException(400, "the head does not end with an empty line");
    }
  }

  private static int nameEnd(byte[] bytes, int at) throws MalformedException {
    int i = at;
    while (Grammar.isToken(bytes[i])) {
      i++;
    }
    if (i == at || bytes[i] != ':') {
      throw new MalformedException(400, "a header name is malformed");
    }
    return i;
  }

  private static int value(HeaderBlock block, int at) throws MalformedException {
    byte[] bytes = block.bytes();
    int start = at;
    while (Grammar.isBlank(bytes[start])) {
      start++;
    }
    int stop = start;
    while (Grammar.isValue(bytes[stop])) {
      stop++;
    }
    if (bytes[stop] != '\r' || bytes[stop + 1] != '\n') {
      throw new MalformedException(400, "a header value has control characters");
    }
    int next = stop + 2;
    while (stop > start && Grammar.isBlank(bytes[stop - 1])) {
      stop--;
    }
    block.span(start, stop, next);
    return next;
  }
}
