package np.edge.limit;

/**
 * What one client address may take; generous, for a whole office or mobile network may share one.
 *
 * @param connections open at once
 * @param requests in flight at once, WebSockets included
 * @param handshakes of TLS a second on average, and ten times as many at once
 * @param loopback whether it holds for the programs of this machine, who share one address
 */
public record ClientLimits(int connections, int requests, int handshakes, Loopback loopback) {

  /** Whether programs of this machine are clients like others. */
  public enum Loopback {
    EXEMPT,
    LIMITED
  }

  /** What a server on the internet uses. */
  public static ClientLimits defaults() {
    return new ClientLimits(2_000, 4_000, 100, Loopback.EXEMPT);
  }
}
