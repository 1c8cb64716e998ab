package np.dist;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import np.dist.ProgramContext.Entry;
import np.dist.ProgramContext.Keeper;
import np.edge.EdgeConfig;
import np.edge.EdgeServer;
import np.edge.GatewaySetup;
import np.edge.Listen;
import np.edge.files.SiteLimits;
import np.edge.files.StaticSites;
import np.edge.http.EdgeLimits;
import np.edge.http.Peer.Scheme;
import np.edge.log.JsonAccessLog;
import np.edge.log.LogLimits;
import np.edge.postgres.Gateway;
import np.edge.postgres.GatewayConfig;
import np.edge.postgres.limit.GatewayLimits;
import np.edge.rehearsal.Rehearsal.Effort;
import np.edge.socket.ConnectionMigration;
import np.edge.socket.Listeners.Company;
import np.edge.tls.CertificateDirectory;
import np.edge.tls.DatabaseCertificates;
import np.edge.tls.EdgeCertificates;
import np.edge.tls.LocalAuthority;
import np.local.link.CatalogClient;
import np.local.link.DatabaseCatalogClient;
import np.local.link.LinkServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code np edge}: carries traffic. */
final class EdgeProgram {
  private static final Duration DRAIN = Duration.ofSeconds(30);

  /** What a successor waits for the node before it serves with what was known last. */
  private static final Duration CATALOG_PATIENCE = Duration.ofSeconds(3);

  /** What makes the way of a request quick, at most so long. */
  private static final Effort REHEARSAL = new Effort(1_500, Duration.ofSeconds(5));

  private static final Effort TRAINING = new Effort(10_000, Duration.ofSeconds(30));
  private static final Logger LOG = LoggerFactory.getLogger("np.program");

  private final ProgramContext context;
  private final Home home;
  private final InstantSource clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final ConnectionMigration migration = ConnectionMigration.ofThisMachine();
  private final AtomicReference<Predicate<String>> routed = new AtomicReference<>(host -> false);
  private final EdgeCertificates certificates;
  private final JsonAccessLog log;
  private final StaticSites sites;
  private final CatalogClient catalog;

  private EdgeProgram(ProgramContext context) {
    this.context = context;
    this.home = context.home();
    Path directory = home.edge();
    CertificateDirectory given = new CertificateDirectory(directory.resolve("certs"), clock);
    LocalAuthority local =
        new LocalAuthority(directory.resolve("ca"), clock, random, host -> routed.get().test(host));
    certificates = new EdgeCertificates(List.of(given, local), clock, random);
    log = JsonAccessLog.start(directory.resolve("access.log"), LogLimits.defaults(), clock);
    sites = new StaticSites(home.root(), SiteLimits.defaults());
    catalog = new CatalogClient(home.nodeSocket(), directory.resolve("endpoints"));
  }

  /**
   * Where the seat is taken, serves beside the one who has it, asks him to leave, and takes what is
   * on disk over from him.
   */
  static AutoCloseable start(ProgramContext context, ProgramSeat seat) throws InterruptedException {
    EdgeProgram program = new EdgeProgram(context);
    EdgeServer edge = program.serve();
    try {
      seat.takeOver();
    } catch (RuntimeException e) {
      edge.stop(DRAIN);
      throw e;
    }
    edge.takeOver();
    program.catalog.keep();
    LinkServer link = LinkServer.ofEdge(context.home().edgeSocket(), edge.ingress()).counting(edge);
    return () -> {
      link.close();
      program.stop(edge, seat);
    };
  }

  private EdgeServer serve() throws InterruptedException {
    boolean succeeds = context.entry() == Entry.SUCCESSOR;
    if (succeeds) {
      catalog.rest();
    }
    PlatformConfig platform = ConfigSource.ofProgram(home).current();
    EdgeServer.Parts parts =
        new EdgeServer.Parts(catalog, certificates, sites, log, Optional.of(gateway(platform)));
    EdgeServer edge = EdgeServer.prepare(config(platform), parts);
    routed.set(edge.ingress()::routes);
    if (succeeds) {
      var _ = catalog.awaitCurrent(CATALOG_PATIENCE);
    }
    rehearse(edge);
    edge.listen();
    if (succeeds && context.keeper() == Keeper.SYSTEMD) {
      Systemd.becomeMainProcess();
    }
    return edge;
  }

  /**
   * One that takes over has all visitors at once, however busy the machine is. What the virtual
   * machine remembers of the training is the base of it, and all that a first start has.
   */
  private void rehearse(EdgeServer edge) {
    boolean trains = context.distribution().cache() == Distribution.Cache.MAKE;
    if (trains || context.entry() == Entry.SUCCESSOR) {
      int answered = edge.rehearse(trains ? TRAINING : REHEARSAL);
      LOG.info("event=rehearsed requests={}", answered);
    }
  }

  private void stop(EdgeServer edge, ProgramSeat seat) throws InterruptedException {
    if (seat.isClaimed()) {
      edge.leave(migration.linger());
      catalog.rest();
      seat.leave();
    }
    edge.stop(DRAIN);
    sites.close();
    certificates.close();
    log.close();
  }

  private GatewaySetup gateway(PlatformConfig config) {
    String zone = "db." + config.domain();
    return new GatewaySetup(
        new GatewayConfig(
            home.edge(), zone, GatewayLimits.defaults(), config.clients().trusted(), clock),
        new Gateway.Parts(
            new DatabaseCatalogClient(home.nodeSocket()),
            new DatabaseCertificates(certificates, zone),
            random),
        new InetSocketAddress(config.listen(), config.pgPort()));
  }

  private EdgeConfig config(PlatformConfig config) {
    return new EdgeConfig(
        home.edge(),
        List.of(
            new Listen(Scheme.HTTP, new InetSocketAddress(config.listen(), config.httpPort())),
            new Listen(Scheme.HTTPS, new InetSocketAddress(config.listen(), config.httpsPort()))),
        context.entry() == Entry.SUCCESSOR ? Company.BESIDE : Company.ALONE,
        EdgeLimits.defaults().with(config.clients().limits()),
        Runtime.getRuntime().availableProcessors(),
        clock,
        random.nextLong(),
        config.clients().trusted());
  }
}
