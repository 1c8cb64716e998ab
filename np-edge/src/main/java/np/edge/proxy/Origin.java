package np.edge.proxy;

import java.net.InetAddress;

/**
 * Where a connection comes from.
 *
 * @param address of the client, or of the proxy that speaks for many
 * @param believed the proxies whose X-Forwarded-For counts; none unless the address is one of them
 */
public record Origin(InetAddress address, TrustedProxies believed) {

  /** Of a client itself. */
  public static Origin client(InetAddress address) {
    return new Origin(address, TrustedProxies.NONE);
  }

  /** Whether it is a proxy, so that each request may be somebody else's. */
  public boolean speaksForOthers() {
    return !believed.blocks().isEmpty();
  }
}
