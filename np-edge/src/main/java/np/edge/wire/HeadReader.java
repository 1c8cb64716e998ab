package np.edge.wire;

import io.netty.buffer.ByteBuf;

/**
 * Moves the bytes of one head, up to and with its empty line, from a connection into a {@link
 * HeaderBlock}. Refuses bare LF and oversized heads as soon as they are seen.
 */
public final class HeadReader {
  private static final int STEP = 2048;

  private final int maxBytes;
  private int scanned;

  public HeadReader(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Begins with another head. */
  public void reset() {
    scanned = 0;
  }

  /**
   * Takes what belongs to the head out of {@code in}.
   *
   * @return whether the head is complete
   * @throws MalformedException when a line ends without CR, or the head is too large (431)
   */
  public boolean read(ByteBuf in, HeaderBlock block) throws MalformedException {
    while (in.isReadable()) {
      int step = Math.min(in.readableBytes(), STEP);
      block.append(in, step);
      int end = scan(block.bytes(), block.length());
      if (end >= 0) {
        int surplus = block.length() - end;
        block.truncate(surplus);
        in.readerIndex(in.readerIndex() - surplus);
        return true;
      }
      if (block.length() > maxBytes) {
        throw new MalformedException(431, "the head is larger than " + maxBytes + " bytes");
      }
    }
    return false;
  }

  /** Where the head ends, or -1; each byte is looked at once. */
  private int scan(byte[] bytes, int length) throws MalformedException {
    for (int i = scanned; i < length; i++) {
      if (bytes[i] != '\n') {
        continue;
      }
      if (i == 0 || bytes[i - 1] != '\r') {
        throw new MalformedException(400, "a line ends without CR");
      }
      if (i == 1 || (i >= 3 && bytes[i - 2] == '\n')) {
        return i + 1;
      }
    }
    scanned = length;
    return -1;
  }
}
