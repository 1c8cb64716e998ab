package np.edge.proxy;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A header of the PROXY protocol, version 1 or 2 (haproxy's proxy-protocol.txt, sections 2.1, 2.2).
 *
 * @param client where the client comes from; empty when the proxy speaks for itself
 */
public record ProxyAddress(Optional<InetAddress> client) {
  private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};
  private static final byte[] WORD = {'P', 'R', 'O', 'X', 'Y', ' '};
  private static final int MOST_TEXT = 107;
  private static final int HEADER = 16;
  private static final int MOST_BYTES = 1024;
  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;
  private static final int TCP4 = 0x11;
  private static final int TCP6 = 0x21;

  /** What the first bytes of a connection are. */
  public enum Start {
    HEADER,
    SOMETHING_ELSE,
    /** Too few to tell. */
    UNKNOWN
  }

  /** Whether {@code in} begins with a header. */
  public static Start startOf(ByteBuf in) {
    if (begins(in, SIGNATURE) || begins(in, WORD)) {
      boolean whole = in.readableBytes() >= (begins(in, WORD) ? WORD : SIGNATURE).length;
      return whole ? Start.HEADER : Start.UNKNOWN;
    }
    return Start.SOMETHING_ELSE;
  }

  /** Whether as much as is there of the beginning is this. */
  private static boolean begins(ByteBuf in, byte[] wanted) {
    for (int i = 0; i < Math.min(wanted.length, in.readableBytes()); i++) {
      if (in.getByte(in.readerIndex() + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** Takes a header out of {@code in}; null, and takes nothing, while it is not complete. */
  public static @Nullable ProxyAddress read(ByteBuf in) throws BadProxyHeaderException {
    return switch (startOf(in)) {
      case UNKNOWN -> null;
      case SOMETHING_ELSE -> throw new BadProxyHeaderException();
      case HEADER -> begins(in, WORD) ? readText(in) : readBinary(in);
    };
  }

  private static @Nullable ProxyAddress readText(ByteBuf in) throws BadProxyHeaderException {
    int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
    int size = (end < 0 ? in.writerIndex() : end + 1) - in.readerIndex();
    if (size > MOST_TEXT) {
      throw new BadProxyHeaderException();
    } else if (end < 0) {
      return null;
    }
    String line = in.readString(size, StandardCharsets.ISO_8859_1);
    String[] words = line.substring(0, size - 1).split(" ", -1);
    if (!line.endsWith("\r\n")) {
      throw new BadProxyHeaderException();
    } else if (words[1].strip().equals("UNKNOWN")) {
      return new ProxyAddress(Optional.empty());
    }
    boolean dotted = words[1].equals("TCP4");
    if (words.length != 6 || !(dotted || words[1].equals("TCP6"))) {
      throw new BadProxyHeaderException();
    }
    return new ProxyAddress(Optional.of(literal(words[2], dotted ? 4 : 16)));
  }

  private static InetAddress literal(String text, int size) throws BadProxyHeaderException {
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      if (address.getAddress().length == size) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw new BadProxyHeaderException();
    }
    throw new BadProxyHeaderException();
  }

  private static @Nullable ProxyAddress readBinary(ByteBuf in) throws BadProxyHeaderException {
    int start = in.readerIndex();
    if (in.readableBytes() < HEADER) {
      return null;
    }
    int length = in.getUnsignedShort(start + HEADER - 2);
    if (length > MOST_BYTES) {
      throw new BadProxyHeaderException();
    }
    if (in.readableBytes() < HEADER + length) {
      return null;
    }
    int command = in.getUnsignedByte(start + SIGNATURE.length);
    int family = in.getUnsignedByte(start + SIGNATURE.length + 1);
    return read(command, family, in.readSlice(HEADER + length).skipBytes(HEADER));
  }

  private static ProxyAddress read(int command, int family, ByteBuf addresses)
      throws BadProxyHeaderException {
    if (command == LOCAL) {
      return new ProxyAddress(Optional.empty());
    }
    int size = family == TCP4 ? 4 : 16;
    if (command != PROXY
        || (family != TCP4 && family != TCP6)
        || addresses.readableBytes() < 2 * size + 4) {
      throw new BadProxyHeaderException();
    }
    byte[] source = new byte[size];
    addresses.readBytes(source);
    try {
      return new ProxyAddress(Optional.of(InetAddress.getByAddress(source)));
    } catch (UnknownHostException e) {
      throw new BadProxyHeaderException();
    }
  }
}
