package np.dist;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import np.edge.EdgeConfig;
import np.edge.EdgeServer;
import np.edge.Listen;
import np.edge.files.SiteLimits;
import np.edge.files.StaticSites;
import np.edge.http.EdgeLimits;
import np.edge.http.Peer.Scheme;
import np.local.link.CatalogClient;
import np.local.link.LinkServer;

/** {@code np edge}: carries traffic. */
final class EdgeProgram {
  private static final Duration DRAIN = Duration.ofSeconds(30);

  private EdgeProgram() {}

  static AutoCloseable start(Home home, Distribution distribution) {
    PlatformConfig config = ConfigSource.ofProgram(home).current();
    Path lastKnown = home.edge().resolve("catalog");
    StaticSites sites = new StaticSites(home.root(), SiteLimits.defaults());
    EdgeServer edge =
        EdgeServer.start(
            edgeConfig(home, config),
            new EdgeServer.Parts(
                new CatalogClient(home.nodeSocket(), lastKnown),
                EdgeParts.certificates(home),
                sites,
                EdgeParts.accessLog(home)));
    LinkServer link = LinkServer.ofEdge(home.edgeSocket(), edge.ingress());
    return () -> {
      link.close();
      edge.stop(DRAIN);
      sites.close();
    };
  }

  private static EdgeConfig edgeConfig(Home home, PlatformConfig config) {
    return new EdgeConfig(
        home.edge(),
        listen(config),
        EdgeLimits.defaults(),
        Runtime.getRuntime().availableProcessors(),
        Clock.systemUTC(),
        new SecureRandom().nextLong());
  }

  private static List<Listen> listen(PlatformConfig config) {
    List<Listen> listen = new ArrayList<>();
    InetSocketAddress http = new InetSocketAddress(config.listen(), config.httpPort());
    InetSocketAddress https = new InetSocketAddress(config.listen(), config.httpsPort());
    listen.add(new Listen(Scheme.HTTP, http));
    listen.add(new Listen(Scheme.HTTPS, https));
    return listen;
  }
}
