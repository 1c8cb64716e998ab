package np.dist;

import java.util.Optional;
import java.util.stream.Stream;
import np.edge.limit.ClientLimits;
import np.edge.proxy.AddressBlock;
import np.edge.proxy.TrustedProxies;

/**
 * What {@code config.yaml} says about clients of the edge: how much one address may take, and who
 * may speak for others. What is empty is as usual.
 *
 * @param connections {@code client_connections}, open at once
 * @param requests {@code client_requests}, in flight at once
 * @param handshakes {@code client_handshakes}, of TLS a second on average
 * @param proxies {@code trusted_proxies}, addresses and networks with commas in between
 */
record ClientSettings(
    Optional<Integer> connections,
    Optional<Integer> requests,
    Optional<Integer> handshakes,
    Optional<String> proxies) {
  static final ClientSettings USUAL =
      new ClientSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The limits that follow. */
  ClientLimits limits() {
    ClientLimits usual = ClientLimits.defaults();
    return new ClientLimits(
        connections.orElse(usual.connections()),
        requests.orElse(usual.requests()),
        handshakes.orElse(usual.handshakes()),
        usual.loopback());
  }

  /** Who says where clients come from; throws IllegalArgumentException when it is malformed. */
  TrustedProxies trusted() {
    return new TrustedProxies(
        proxies.stream()
            .flatMap(text -> Stream.of(text.split(",", -1)))
            .map(each -> AddressBlock.parse(each.strip()))
            .toList());
  }

  /** As lines of the file. */
  String lines() {
    return line("client_connections", connections)
        + line("client_requests", requests)
        + line("client_handshakes", handshakes)
        + proxies.map(text -> "trusted_proxies: \"" + text + "\"\n").orElse("");
  }

  private static String line(String key, Optional<Integer> value) {
    return value.map(number -> key + ": " + number + "\n").orElse("");
  }
}
