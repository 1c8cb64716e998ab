package np.edge.proxy;

import java.net.InetAddress;
import java.util.List;

/**
 * The proxies before the edge that may say where a client comes from; nobody else may.
 *
 * @param blocks their addresses
 */
public record TrustedProxies(List<AddressBlock> blocks) {
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  public TrustedProxies {
    blocks = List.copyOf(blocks);
  }

  /** Whether this is the address of one. */
  public boolean include(InetAddress address) {
    for (AddressBlock block : blocks) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
