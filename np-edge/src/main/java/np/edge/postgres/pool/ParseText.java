package np.edge.postgres.pool;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * What a statement is, whatever it is called: the content of a Parse message behind the name, that
 * is the query and the types of its parameters.
 */
final class ParseText {
  private final byte[] bytes;
  private final int hash;

  private ParseText(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  /** Copies {@code size} bytes from {@code at}. */
  static ParseText of(ByteBuf in, int at, int size) {
    byte[] bytes = new byte[size];
    in.getBytes(at, bytes);
    return new ParseText(bytes);
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParseText text && Arrays.equals(bytes, text.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
