package np.edge.postgres.wire;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A header of the PROXY protocol, version 2 (haproxy's proxy-protocol.txt, section 2.2).
 *
 * @param client where the client comes from; empty when the proxy speaks for itself
 */
public record ProxyAddress(Optional<InetAddress> client) {
  private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};
  private static final int HEADER = 16;
  private static final int MOST_BYTES = 1024;
  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;
  private static final int TCP4 = 0x11;
  private static final int TCP6 = 0x21;

  /** Takes a header out of {@code in}; null, and takes nothing, while it is not complete. */
  public static @Nullable ProxyAddress read(ByteBuf in) throws RefusedException {
    int start = in.readerIndex();
    for (int i = 0; i < Math.min(SIGNATURE.length, in.readableBytes()); i++) {
      if (in.getByte(start + i) != SIGNATURE[i]) {
        throw malformed();
      }
    }
    if (in.readableBytes() < HEADER) {
      return null;
    }
    int length = in.getUnsignedShort(start + HEADER - 2);
    if (length > MOST_BYTES) {
      throw malformed();
    }
    if (in.readableBytes() < HEADER + length) {
      return null;
    }
    int command = in.getUnsignedByte(start + SIGNATURE.length);
    int family = in.getUnsignedByte(start + SIGNATURE.length + 1);
    return read(command, family, in.readSlice(HEADER + length).skipBytes(HEADER));
  }

  private static ProxyAddress read(int command, int family, ByteBuf addresses)
      throws RefusedException {
    if (command == LOCAL) {
      return new ProxyAddress(Optional.empty());
    }
    int size = family == TCP4 ? 4 : 16;
    if (command != PROXY
        || (family != TCP4 && family != TCP6)
        || addresses.readableBytes() < 2 * size + 4) {
      throw malformed();
    }
    byte[] source = new byte[size];
    addresses.readBytes(source);
    try {
      return new ProxyAddress(Optional.of(InetAddress.getByAddress(source)));
    } catch (UnknownHostException e) {
      throw malformed();
    }
  }

  private static RefusedException malformed() {
    return RefusedException.violation("malformed PROXY header");
  }
}
