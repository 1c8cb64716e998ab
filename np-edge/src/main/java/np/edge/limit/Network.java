package np.edge.limit;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Where a client comes from: an IPv4 address or the first 64 bits of an IPv6 address, which is what
 * one customer gets (RFC 6177).
 *
 * @param family how many bytes its addresses have
 * @param prefix those bits
 */
public record Network(int family, long prefix) {

  /** The network of an address. */
  public static Network of(InetAddress address) {
    byte[] bytes = address.getAddress();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Network(bytes.length, bytes.length == 4 ? buffer.getInt() : buffer.getLong());
  }
}
