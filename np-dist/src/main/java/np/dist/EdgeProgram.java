package np.dist;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import np.edge.EdgeConfig;
import np.edge.EdgeServer;
import np.edge.Listen;
import np.edge.files.SiteLimits;
import np.edge.files.StaticSites;
import np.edge.http.EdgeLimits;
import np.edge.http.Peer.Scheme;
import np.edge.log.JsonAccessLog;
import np.edge.log.LogLimits;
import np.edge.socket.Listeners.Company;
import np.edge.tls.CertificateDirectory;
import np.edge.tls.EdgeCertificates;
import np.edge.tls.LocalAuthority;
import np.local.link.CatalogClient;
import np.local.link.LinkServer;

/** {@code np edge}: carries traffic. */
final class EdgeProgram {
  private static final Duration DRAIN = Duration.ofSeconds(30);

  private EdgeProgram() {}

  static AutoCloseable start(ProgramContext context) {
    Home home = context.home();
    InstantSource clock = Clock.systemUTC();
    Path directory = home.edge();
    CertificateDirectory given = new CertificateDirectory(directory.resolve("certs"), clock);
    AtomicReference<Predicate<String>> routed = new AtomicReference<>(host -> false);
    SecureRandom random = new SecureRandom();
    LocalAuthority local =
        new LocalAuthority(directory.resolve("ca"), clock, random, host -> routed.get().test(host));
    EdgeCertificates certificates = new EdgeCertificates(List.of(given, local), clock, random);
    JsonAccessLog log =
        JsonAccessLog.start(directory.resolve("access.log"), LogLimits.defaults(), clock);
    StaticSites sites = new StaticSites(home.root(), SiteLimits.defaults());
    CatalogClient catalog = new CatalogClient(home.nodeSocket(), directory.resolve("endpoints"));
    EdgeServer edge =
        EdgeServer.start(
            config(home, clock), new EdgeServer.Parts(catalog, certificates, sites, log));
    routed.set(edge.ingress()::routes);
    LinkServer link = LinkServer.ofEdge(home.edgeSocket(), edge.ingress());
    return () -> {
      link.close();
      edge.stop(DRAIN);
      sites.close();
      certificates.close();
      log.close();
    };
  }

  private static EdgeConfig config(Home home, InstantSource clock) {
    PlatformConfig config = ConfigSource.ofProgram(home).current();
    return new EdgeConfig(
        home.edge(),
        List.of(
            new Listen(Scheme.HTTP, new InetSocketAddress(config.listen(), config.httpPort())),
            new Listen(Scheme.HTTPS, new InetSocketAddress(config.listen(), config.httpsPort()))),
        Company.ALONE,
        EdgeLimits.defaults(),
        Runtime.getRuntime().availableProcessors(),
        clock,
        new SecureRandom().nextLong());
  }
}
