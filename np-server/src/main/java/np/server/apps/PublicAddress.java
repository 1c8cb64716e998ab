package np.server.apps;

import np.model.Hostname;

/**
 * Where the edge answers.
 *
 * @param scheme http or https
 * @param domain every app answers below it
 * @param port of the edge
 */
public record PublicAddress(String scheme, Hostname domain, int port) {

  /** All of it in one text. */
  public String base() {
    return url(domain);
  }

  /** The URL of a host. */
  public String url(Hostname host) {
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + host + (usual ? "" : ":" + port);
  }
}
