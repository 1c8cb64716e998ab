package np.edge.postgres.limit;

import java.time.Duration;

/**
 * How much and how long anything may be; a deadline for every phase.
 *
 * @param firstByte from the connection to its first byte
 * @param startup from the first byte to the end of the startup message, TLS included
 * @param authentication from there to the client's proof
 * @param wake from the proof to a running database
 * @param lending how long a client of a pooled address waits for a session
 * @param farewell how long a client may take to read why its connection ends
 * @param connections of clients at once
 * @param connectionsPerAddress of one address; not of loopback, where all programs share one
 * @param attemptsPerSecond connections that one address may open on average; not of loopback
 * @param waiting clients of one database that wait for it to wake
 */
public record GatewayLimits(
    Duration firstByte,
    Duration startup,
    Duration authentication,
    Duration wake,
    Duration lending,
    Duration farewell,
    int connections,
    int connectionsPerAddress,
    int attemptsPerSecond,
    int waiting) {

  /** What a server on the internet uses. */
  public static GatewayLimits defaults() {
    return new GatewayLimits(
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        16_000,
        2_000,
        100,
        1_000);
  }
}
