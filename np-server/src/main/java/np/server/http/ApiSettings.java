package np.server.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/**
 * Where the API listens and how patient it is.
 *
 * @param address to listen on; port 0 for any that is free
 * @param hosts names in Host beside localhost, 127.0.0.1 and [::1]; lower case, without a port
 * @param idle how long a connection may be silent
 * @param body how long a JSON body may take
 * @param upload how long an upload may take
 * @param heartbeat how often a quiet event stream shows that it lives and a WebSocket is pinged;
 *     less than {@code idle}
 * @param silence how long a WebSocket's client may not be heard of
 */
public record ApiSettings(
    InetSocketAddress address,
    Set<String> hosts,
    Duration idle,
    Duration body,
    Duration upload,
    Duration heartbeat,
    Duration silence) {
  public ApiSettings {
    hosts = Set.copyOf(hosts);
  }

  /** On loopback only, with the usual patience. */
  public static ApiSettings onLoopback(int port) {
    return new ApiSettings(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        Set.of(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(15),
        Duration.ofMinutes(15),
        Duration.ofSeconds(10),
        Duration.ofMinutes(2));
  }
}
