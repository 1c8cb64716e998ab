package np.edge.postgres.session;

import java.net.InetAddress;
import java.util.Set;

/**
 * The proxies before the gateway, which say by the PROXY protocol where a client comes from.
 *
 * @param addresses theirs; they must always say it, and nobody else may
 */
public record TrustedProxies(Set<InetAddress> addresses) {
  public static final TrustedProxies NONE = new TrustedProxies(Set.of());

  public TrustedProxies {
    addresses = Set.copyOf(addresses);
  }

  boolean include(InetAddress address) {
    return addresses.contains(address);
  }
}
