package np.edge.proxy;

import java.net.InetAddress;
import java.util.List;

/** Finds the client in what trusted proxies wrote into X-Forwarded-For. */
public final class ForwardedClient {
  private ForwardedClient() {}

  /**
   * The rightmost address that is no trusted proxy's: what is left of it anybody may have written.
   *
   * @param values of X-Forwarded-For, in the order of their lines
   * @param proxy who sent them, trusted itself
   */
  public static InetAddress find(List<String> values, InetAddress proxy, TrustedProxies proxies) {
    InetAddress found = proxy;
    for (String value : values.reversed()) {
      for (String each : List.of(value.split(",", -1)).reversed()) {
        try {
          found = InetAddress.ofLiteral(each.strip());
        } catch (IllegalArgumentException e) {
          return found;
        }
        if (!proxies.include(found)) {
          return found;
        }
      }
    }
    return found;
  }
}
