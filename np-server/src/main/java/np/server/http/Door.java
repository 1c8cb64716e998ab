package np.server.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * Keeps web pages away from an API on loopback: only known names in Host, so that a name rebound by
 * DNS gets nowhere, and no request by a page of another origin.
 */
final class Door {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> hosts;

  Door(Set<String> hosts) {
    this.hosts = Set.copyOf(hosts);
  }

  /**
   * Lets the request in.
   *
   * @throws NpException.Denied FORBIDDEN when it must not
   */
  void check(Optional<String> host, Optional<String> origin, Optional<String> fetchSite) {
    String authority = host.orElse("").toLowerCase(Locale.ROOT);
    String name = withoutPort(authority);
    if (!LOOPBACK.contains(name) && !hosts.contains(name)) {
      throw denied("this server does not answer to that Host", "use 127.0.0.1 or localhost");
    }
    if (origin.isPresent() && !isOwn(origin.get(), authority)) {
      throw denied("a page of another origin may not call the API", "call it from a program");
    }
    if (fetchSite
        .filter(site -> site.equals("cross-site") || site.equals("same-site"))
        .isPresent()) {
      throw denied("a page of another site may not call the API", "call it from a program");
    }
  }

  private static boolean isOwn(String origin, String authority) {
    return origin.equals("http://" + authority) || origin.equals("https://" + authority);
  }

  private static String withoutPort(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean bracketed = authority.endsWith("]");
    return colon < 0 || bracketed ? authority : authority.substring(0, colon);
  }

  private static NpException denied(String message, String hint) {
    return new NpException.Denied(ErrorCode.FORBIDDEN, message, hint);
  }
}
