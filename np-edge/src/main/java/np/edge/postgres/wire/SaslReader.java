package np.edge.postgres.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what a client answers while it is authenticated. */
public final class SaslReader {
  private static final int HEADER = 5;
  private static final int MOST_BYTES = 1024;

  private SaslReader() {}

  /**
   * The client's choice.
   *
   * @param mechanism its name
   * @param data its first message
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Initial(String mechanism, byte[] data) {}

  /** Takes the first answer; null, and takes nothing, while it is not complete. */
  public static @Nullable Initial initial(ByteBuf in) throws RefusedException {
    ByteBuf content = content(in);
    if (content == null) {
      return null;
    }
    int name = content.bytesBefore((byte) 0);
    if (name < 0 || content.readableBytes() < name + 1 + Integer.BYTES) {
      throw malformed();
    }
    String mechanism = content.readCharSequence(name, StandardCharsets.US_ASCII).toString();
    content.skipBytes(1);
    int length = content.readInt();
    if (length != content.readableBytes()) {
      throw malformed();
    }
    return new Initial(mechanism, rest(content));
  }

  /** Takes a later answer; null, and takes nothing, while it is not complete. */
  public static byte @Nullable [] response(ByteBuf in) throws RefusedException {
    ByteBuf content = content(in);
    return content == null ? null : rest(content);
  }

  private static @Nullable ByteBuf content(ByteBuf in) throws RefusedException {
    if (in.isReadable() && in.getByte(in.readerIndex()) != 'p') {
      throw RefusedException.violation("expected SASL response");
    }
    if (in.readableBytes() < HEADER) {
      return null;
    }
    int length = in.getInt(in.readerIndex() + 1);
    if (length < Integer.BYTES || length > MOST_BYTES) {
      throw RefusedException.violation("invalid length of SASL response");
    }
    if (in.readableBytes() < 1 + length) {
      return null;
    }
    return in.readSlice(1 + length).skipBytes(HEADER);
  }

  private static byte[] rest(ByteBuf content) {
    byte[] bytes = new byte[content.readableBytes()];
    content.readBytes(bytes);
    return bytes;
  }

  private static RefusedException malformed() {
    return RefusedException.violation("malformed SASL response");
  }
}
