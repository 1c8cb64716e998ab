package np.edge.postgres.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the gateway wants to know of a ClientHello (RFC 8446 section 4.1.2).
 *
 * @param host the name that the client wants to talk to (RFC 6066 section 3), in lower case
 * @param protocols that it offers (RFC 7301); empty when it does not use the extension
 */
public record ClientHello(Optional<String> host, List<String> protocols) {
  private static final int RANDOM = 32;
  private static final int SERVER_NAME = 0;
  private static final int ALPN = 16;

  public ClientHello {
    protocols = List.copyOf(protocols);
  }

  /**
   * Reads the body of the message; bytes are only looked at.
   *
   * @throws IndexOutOfBoundsException when it is malformed
   */
  public static ClientHello read(ByteBuf message) {
    ByteBuf in = message.slice();
    in.skipBytes(2 + RANDOM);
    in.skipBytes(in.readUnsignedByte());
    in.skipBytes(in.readUnsignedShort());
    in.skipBytes(in.readUnsignedByte());
    Optional<String> host = Optional.empty();
    List<String> protocols = List.of();
    ByteBuf extensions = in.isReadable() ? in.readSlice(in.readUnsignedShort()) : in;
    while (extensions.isReadable()) {
      int type = extensions.readUnsignedShort();
      ByteBuf content = extensions.readSlice(extensions.readUnsignedShort());
      if (type == SERVER_NAME) {
        host = host(content);
      } else if (type == ALPN) {
        protocols = protocols(content);
      }
    }
    return new ClientHello(host, protocols);
  }

  private static Optional<String> host(ByteBuf content) {
    ByteBuf names = content.readSlice(content.readUnsignedShort());
    while (names.isReadable()) {
      int type = names.readUnsignedByte();
      String name = text(names, names.readUnsignedShort());
      if (type == 0) {
        return Optional.of(name.toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  private static List<String> protocols(ByteBuf content) {
    ByteBuf names = content.readSlice(content.readUnsignedShort());
    List<String> protocols = new ArrayList<>();
    while (names.isReadable()) {
      protocols.add(text(names, names.readUnsignedByte()));
    }
    return protocols;
  }

  private static String text(ByteBuf in, int length) {
    return in.readCharSequence(length, StandardCharsets.US_ASCII).toString();
  }
}
