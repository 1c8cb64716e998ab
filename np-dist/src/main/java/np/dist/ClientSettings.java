package np.dist;

import java.util.Optional;
import np.edge.limit.ClientLimits;

/**
 * What {@code config.yaml} says about how much one client address may take of the edge; what is
 * empty is as usual.
 *
 * @param connections {@code client_connections}, open at once
 * @param requests {@code client_requests}, in flight at once
 * @param handshakes {@code client_handshakes}, of TLS a second on average
 */
record ClientSettings(
    Optional<Integer> connections, Optional<Integer> requests, Optional<Integer> handshakes) {
  static final ClientSettings USUAL =
      new ClientSettings(Optional.empty(), Optional.empty(), Optional.empty());

  /** The limits that follow. */
  ClientLimits limits() {
    ClientLimits usual = ClientLimits.defaults();
    return new ClientLimits(
        connections.orElse(usual.connections()),
        requests.orElse(usual.requests()),
        handshakes.orElse(usual.handshakes()),
        usual.loopback());
  }

  /** As lines of the file. */
  String lines() {
    return line("client_connections", connections)
        + line("client_requests", requests)
        + line("client_handshakes", handshakes);
  }

  private static String line(String key, Optional<Integer> value) {
    return value.map(number -> key + ": " + number + "\n").orElse("");
  }
}
