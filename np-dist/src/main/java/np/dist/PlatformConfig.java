package np.dist;

import java.util.Optional;

/**
 * {@code config.yaml} of a platform: what the operator decided, or what was found free at the first
 * start, so that it stays the same from then on.
 *
 * @param domain every app is {@code <app>.<domain>}; {@code localhost} unless said
 * @param listen the address that HTTP and HTTPS listen on; loopback unless a domain is set
 * @param httpPort 1 to 65535
 * @param httpsPort 1 to 65535
 * @param pgPort of the gateway for databases, 1 to 65535; listens where HTTP does
 * @param apiPort 1 to 65535, always on loopback
 * @param database a PostgreSQL URL for the server's own state; empty: the embedded one
 * @param clients what one client address may take
 */
record PlatformConfig(
    String domain,
    String listen,
    int httpPort,
    int httpsPort,
    int pgPort,
    int apiPort,
    Optional<String> database,
    ClientSettings clients) {
  static final String LOCALHOST = "localhost";

  /** Where the edge answers on this machine. */
  String edgeUrl() {
    return "http://127.0.0.1" + (httpPort == 80 ? "" : ":" + httpPort);
  }

  /** Where databases answer on this machine, as in a URL. */
  String databases() {
    return "127.0.0.1:" + pgPort;
  }

  /** Below which databases have their host names. */
  String databaseZone() {
    return "db." + domain;
  }

  /** The API as programs on this machine reach it. */
  String apiUrl() {
    return "http://127.0.0.1:" + apiPort;
  }

  /**
   * What is asked for at a start; what is empty keeps its former or default value.
   *
   * @param domain see {@link PlatformConfig}
   */
  record Wish(
      Optional<String> domain,
      Optional<String> listen,
      Optional<Integer> httpPort,
      Optional<Integer> httpsPort,
      Optional<Integer> pgPort,
      Optional<Integer> apiPort,
      Optional<String> database,
      ClientSettings clients) {
    static final Wish NOTHING =
        new Wish(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ClientSettings.USUAL);
  }
}
