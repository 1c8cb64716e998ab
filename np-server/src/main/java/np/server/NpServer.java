package np.server;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import np.server.audit.Audit;
import np.server.audit.AuditRoutes;
import np.server.http.ApiRoute;
import np.server.http.ApiServer;
import np.server.http.EventStreams;
import np.server.http.Feature;
import np.server.http.Json;
import np.server.http.Metrics;
import np.server.http.ScrapedPrograms;
import np.server.http.WebSockets;
import np.server.secrets.KeyFile;
import np.server.secrets.SecretBox;
import np.server.store.Database;
import np.server.store.Migrations;
import np.server.store.Pool;
import np.server.store.PrivateFile;
import np.server.tenants.LocalToken;
import np.server.tenants.TenantRoutes;
import np.server.tenants.Tenants;
import np.server.tenants.Tokens;
import np.spi.Metric;

/** The server program: made by {@link #start}, runs until closed. */
public final class NpServer implements AutoCloseable {
  private static final Duration SCRAPE_PATIENCE = Duration.ofMillis(500);

  private final HikariDataSource pool;
  private final List<Feature> features;
  private final ApiServer api;
  private final ApiFile address;

  /**
   * Migrates the database, opens the key, makes what the first start needs, and listens.
   *
   * @param more the features beside tenants and audit, made of the kernel
   * @throws np.model.NpException.Unavailable when a part does not start; nothing is left running
   */
  public static NpServer start(ServerParts parts, Function<Kernel, List<Feature>> more) {
    HikariDataSource pool = Pool.over(parts.database());
    try {
      new Migrations(pool).run();
      NpServer server = new NpServer(parts, pool, more);
      server.run();
      return server;
    } catch (RuntimeException failure) {
      pool.close();
      throw failure;
    }
  }

  /** The parts of the server. */
  private NpServer(ServerParts parts, HikariDataSource pool, Function<Kernel, List<Feature>> more) {
    this.pool = pool;
    var database = new Database(pool);
    var json = new Json();
    var metrics = new Metrics();
    var streams = new EventStreams(json, parts.settings().heartbeat());
    var sockets = new WebSockets(json, parts.settings());
    var audit = new Audit(database, parts.clock());
    var tokens =
        new Tokens(
            new Tokens.Parts(
                database, audit, parts.clock(), parts.random(), cut(streams, sockets)));
    var tenants =
        new Tenants(
            new Tenants.Parts(database, audit, parts.clock(), parts.isolation(), parts.counts()));
    var keyFile = new KeyFile(file(parts, "key"), database, parts.random());
    var secrets = new SecretBox(keyFile.open(parts.clock()), parts.random());
    new LocalToken(file(parts, "token"), database, tokens, audit).ensure(parts.clock());

    var kernel = new Kernel(database, secrets, audit, metrics, json, parts.clock(), parts.random());
    List<Feature> all = new ArrayList<>();
    all.add(new TenantRoutes(tenants, tokens));
    all.add(new AuditRoutes(audit));
    all.addAll(more.apply(kernel));
    this.features = List.copyOf(all);
    metrics.others(new ScrapedPrograms(parts.programs(), SCRAPE_PATIENCE)::text);
    metrics.source(() -> gauges(pool, streams, sockets));
    this.api =
        new ApiServer(
            new ApiServer.Parts(
                parts.settings(),
                database,
                json,
                tokens,
                streams,
                sockets,
                metrics,
                parts.accessLog(),
                parts.clock(),
                parts.version(),
                randomName(parts),
                () -> randomName(parts)),
            all.stream().flatMap(feature -> feature.routes().stream()).toList());
    this.address = new ApiFile(file(parts, "api.json"), json, parts.version().version());
  }

  /** Where it answers. */
  public int port() {
    return api.port();
  }

  /** Every route that is served. */
  public List<ApiRoute> routes() {
    return api.routes();
  }

  /** Ends event streams, lets requests finish for a few seconds, and stops everything. */
  @Override
  public void close() {
    address.remove();
    api.close();
    features.reversed().forEach(Feature::close);
    pool.close();
  }

  private void run() {
    try {
      features.forEach(Feature::start);
      api.start();
      address.write(api.port());
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /** What a revoked token has open. */
  private static Consumer<String> cut(EventStreams streams, WebSockets sockets) {
    return tokenId -> {
      streams.cut(tokenId);
      sockets.cut(tokenId);
    };
  }

  private static List<Metric> gauges(
      HikariDataSource pool, EventStreams streams, WebSockets sockets) {
    var connections = pool.getHikariPoolMXBean();
    return List.of(
        Metric.gauge("np_event_streams", "Event streams that are open.", streams.count()),
        Metric.gauge("np_web_sockets", "WebSockets that are open.", sockets.count()),
        Metric.gauge(
            "np_store_connections", "Connections in use.", connections.getActiveConnections()),
        Metric.gauge(
            "np_store_waiting",
            "Threads that wait for a connection.",
            connections.getThreadsAwaitingConnection()));
  }

  private static PrivateFile file(ServerParts parts, String name) {
    return new PrivateFile(parts.directory().resolve(name));
  }

  private static String randomName(ServerParts parts) {
    byte[] bytes = new byte[8];
    parts.random().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
