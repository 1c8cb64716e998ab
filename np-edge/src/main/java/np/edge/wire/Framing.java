package np.edge.wire;

/**
 * How the body of a message ends, and what its Connection field says (RFC 9112 section 6 and 9.3).
 * Filled anew for each message.
 */
public final class Framing {
  /** The value of {@link #length} when there is no Content-Length. */
  public static final long NONE = -1;

  private long length;
  private boolean chunked;
  private boolean close;
  private boolean keepAlive;
  private boolean upgrade;
  private boolean namesFields;

  void read(HeaderBlock block) throws MalformedException {
    reset();
    for (int i = 0; i < block.count(); i++) {
      switch (block.field(i)) {
        case CONTENT_LENGTH -> contentLength(block, i);
        case TRANSFER_ENCODING -> transferEncoding(block, i);
        case CONNECTION -> connection(block, i);
        default -> {}
      }
    }
    if (chunked && length != NONE) {
      throw new MalformedException(400, "Content-Length beside Transfer-Encoding");
    }
  }

  void reset() {
    length = NONE;
    chunked = false;
    close = false;
    keepAlive = false;
    upgrade = false;
    namesFields = false;
  }

  /** Says that the message has this length. */
  public void declare(long bytes) {
    length = bytes;
  }

  /** Says that the length is not known. */
  void declareChunked() {
    chunked = true;
  }

  /** The Content-Length, or {@link #NONE}. */
  public long length() {
    return length;
  }

  public boolean chunked() {
    return chunked;
  }

  public boolean close() {
    return close;
  }

  public boolean keepAlive() {
    return keepAlive;
  }

  /** Whether Connection has the option {@code upgrade}. */
  public boolean upgrade() {
    return upgrade;
  }

  /** Whether Connection names fields that end here. */
  boolean namesFields() {
    return namesFields;
  }

  private void contentLength(HeaderBlock block, int index) throws MalformedException {
    byte[] bytes = block.bytes();
    int start = block.valueStart(index);
    int end = block.valueEnd(index);
    if (length != NONE || start == end || end - start > 18) {
      throw new MalformedException(400, "Content-Length is malformed or given twice");
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        throw new MalformedException(400, "Content-Length is not a number");
      }
      value = value * 10 + (bytes[i] - '0');
    }
    length = value;
  }

  private void transferEncoding(HeaderBlock block, int index) throws MalformedException {
    byte[] bytes = block.bytes();
    boolean known =
        Grammar.matches(bytes, block.valueStart(index), block.valueEnd(index), "chunked");
    if (!known || chunked) {
      throw new MalformedException(400, "Transfer-Encoding is not exactly \"chunked\"");
    }
    chunked = true;
  }

  private void connection(HeaderBlock block, int index) {
    byte[] bytes = block.bytes();
    int at = block.valueStart(index);
    int end = block.valueEnd(index);
    while (at < end) {
      int comma = at;
      while (comma < end && bytes[comma] != ',') {
        comma++;
      }
      option(bytes, skipBlank(bytes, at, comma), trimBlank(bytes, at, comma));
      at = comma + 1;
    }
  }

  private void option(byte[] bytes, int start, int end) {
    if (Grammar.matches(bytes, start, end, "close")) {
      close = true;
    } else if (Grammar.matches(bytes, start, end, "keep-alive")) {
      keepAlive = true;
    } else if (Grammar.matches(bytes, start, end, "upgrade")) {
      upgrade = true;
    } else if (end > start) {
      namesFields = true;
    }
  }

  /** Whether the Connection fields of {@code block} name the field at {@code index}. */
  static boolean isNamed(HeaderBlock block, int index) {
    String name = block.name(index);
    for (int i = 0; i < block.count(); i++) {
      if (block.field(i) == Field.CONNECTION) {
        for (String option : block.value(i).split(",", -1)) {
          if (option.strip().equalsIgnoreCase(name)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static int skipBlank(byte[] bytes, int start, int end) {
    while (start < end && Grammar.isBlank(bytes[start])) {
      start++;
    }
    return start;
  }

  private static int trimBlank(byte[] bytes, int start, int end) {
    while (end > start && Grammar.isBlank(bytes[end - 1])) {
      end--;
    }
    return end;
  }
}
