package np.edge.postgres.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads packets without a type: length, code, content. */
public final class FirstPacketReader {
  /** Of a packet, its length field included; PostgreSQL accepts as much. */
  public static final int MOST_BYTES = 10_000;

  private static final int LEAST_BYTES = 8;
  private static final int CANCEL = (1234 << 16) | 5678;
  private static final int TLS = (1234 << 16) | 5679;
  private static final int GSS = (1234 << 16) | 5680;
  private static final int LEAST_SECRET = 4;
  private static final int MOST_SECRET = 256;
  private static final int MOST_PARAMETERS = 100;

  private FirstPacketReader() {}

  /** Whether a connection that begins with this byte begins with TLS (RFC 8446 section 5.1). */
  public static boolean isTls(byte first) {
    return first == 0x16;
  }

  /**
   * Takes one packet out of {@code in}; null, and takes nothing, while it is not complete.
   *
   * @throws RefusedException when it never will be a packet
   */
  public static @Nullable FirstPacket read(ByteBuf in) throws RefusedException {
    if (in.readableBytes() < Integer.BYTES) {
      checkBeginning(in);
      return null;
    }
    int length = in.getInt(in.readerIndex());
    if (length < LEAST_BYTES || length > MOST_BYTES) {
      throw RefusedException.violation("invalid length of startup packet");
    }
    if (in.readableBytes() < length) {
      return null;
    }
    ByteBuf packet = in.readSlice(length).skipBytes(Integer.BYTES);
    return read(packet.readInt(), packet);
  }

  /** No packet is as long as 64 kB: what begins so is something else, and is told soon. */
  private static void checkBeginning(ByteBuf in) throws RefusedException {
    for (int i = 0; i < Math.min(2, in.readableBytes()); i++) {
      if (in.getByte(in.readerIndex() + i) != 0) {
        throw RefusedException.violation("invalid length of startup packet");
      }
    }
  }

  private static FirstPacket read(int code, ByteBuf content) throws RefusedException {
    return switch (code) {
      case TLS -> empty(content, new FirstPacket.TlsRequest());
      case GSS -> empty(content, new FirstPacket.GssRequest());
      case CANCEL -> cancel(content);
      default -> new FirstPacket.Startup(startup(new ProtocolVersion(code), content));
    };
  }

  private static FirstPacket empty(ByteBuf content, FirstPacket packet) throws RefusedException {
    if (content.isReadable()) {
      throw RefusedException.violation("invalid length of startup packet");
    }
    return packet;
  }

  private static FirstPacket cancel(ByteBuf content) throws RefusedException {
    int secret = content.readableBytes() - Integer.BYTES;
    if (secret < LEAST_SECRET || secret > MOST_SECRET) {
      throw RefusedException.violation("invalid length of cancel request packet");
    }
    int process = content.readInt();
    byte[] bytes = new byte[secret];
    content.readBytes(bytes);
    return new FirstPacket.Cancel(process, bytes);
  }

  private static StartupMessage startup(ProtocolVersion version, ByteBuf content)
      throws RefusedException {
    if (version.major() != 3) {
      throw new RefusedException(
          PostgresError.of(
              SqlState.FEATURE_NOT_SUPPORTED,
              "unsupported frontend protocol %d.%d: server supports 3.0 to 3.2"
                  .formatted(version.major(), version.minor())));
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    String name = text(content);
    while (!name.isEmpty()) {
      if (parameters.put(name, text(content)) != null || parameters.size() > MOST_PARAMETERS) {
        throw layout();
      }
      name = text(content);
    }
    if (content.isReadable()) {
      throw layout();
    }
    return new StartupMessage(version, parameters);
  }

  /** A string up to its zero byte. */
  private static String text(ByteBuf in) throws RefusedException {
    int length = in.bytesBefore((byte) 0);
    if (length < 0) {
      throw layout();
    }
    ByteBuffer bytes = in.nioBuffer(in.readerIndex(), length);
    in.skipBytes(length + 1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw RefusedException.violation("startup packet is not valid UTF-8");
    }
  }

  private static RefusedException layout() {
    return RefusedException.violation(
        "invalid startup packet layout: expected terminator as last byte");
  }
}
