package np.edge.http;

import java.time.Duration;
import np.edge.limit.ClientLimits;

/**
 * How much and how long anything may be; a deadline for every phase.
 *
 * @param firstByte from the connection to its first byte
 * @param tls for the whole handshake
 * @param head from the first byte of a request head to its end
 * @param idle between two requests of a client
 * @param body without any progress of a body, in either direction
 * @param connect to an instance
 * @param answer from the end of a request to the head of its response
 * @param upstreamIdle how long an unused connection to an instance is kept
 * @param headBytes of a request head, and of a decoded HTTP/2 header list
 * @param targetBytes of a request target
 * @param streams at once in an HTTP/2 connection
 * @param connections of clients at once
 * @param client what one client address may take of it
 * @param sockets open at once, those to instances included; fewer where the system allows fewer
 */
public record EdgeLimits(
    Duration firstByte,
    Duration tls,
    Duration head,
    Duration idle,
    Duration body,
    Duration connect,
    Duration answer,
    Duration upstreamIdle,
    int headBytes,
    int targetBytes,
    int streams,
    int connections,
    ClientLimits client,
    int sockets) {

  /** The same, but for what one client address may take. */
  public EdgeLimits with(ClientLimits other) {
    return new EdgeLimits(
        firstByte,
        tls,
        head,
        idle,
        body,
        connect,
        answer,
        upstreamIdle,
        headBytes,
        targetBytes,
        streams,
        connections,
        other,
        sockets);
  }

  /** What a server on the internet uses. */
  public static EdgeLimits defaults() {
    return new EdgeLimits(
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(75),
        Duration.ofSeconds(60),
        Duration.ofSeconds(2),
        Duration.ofSeconds(60),
        Duration.ofSeconds(4),
        32 * 1024,
        16 * 1024,
        100,
        16_000,
        ClientLimits.defaults(),
        Integer.MAX_VALUE);
  }
}
