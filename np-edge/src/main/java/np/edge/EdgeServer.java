package np.edge;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import np.edge.front.Dispatcher;
import np.edge.front.Front;
import np.edge.http.AccessLog;
import np.edge.http.Certificates;
import np.edge.http.EdgeContext;
import np.edge.http.EdgeMetrics;
import np.edge.http.LoopContext;
import np.edge.http.SiteResponder;
import np.edge.postgres.Gateway;
import np.edge.rehearsal.Rehearsal;
import np.edge.socket.Drain;
import np.edge.socket.Listeners;
import np.edge.socket.OpenConnections;
import np.edge.socket.Transport;
import np.edge.table.EndpointBook;
import np.edge.table.RouteTableHolder;
import np.edge.table.Router;
import np.edge.upstream.Forwarder;
import np.model.NpException;
import np.spi.Catalog;
import np.spi.Metric;
import np.spi.ScrapeTarget;

/**
 * A running edge: listens, carries traffic by the table in force, follows the catalog.
 *
 * <p>Two edges of one directory may run for a while: the new one is {@link #prepare}d, {@link
 * #listen}s beside the old one, which then {@link #leave}s, and {@link #takeOver}s what is on disk.
 */
public final class EdgeServer implements ScrapeTarget, AutoCloseable {
  private final EdgeConfig config;
  private final Transport transport;
  private final Listeners listeners;
  private final Front front;
  private final RouteTableHolder table;
  private final EdgeIngress ingress;
  private final EdgeMetrics metrics;
  private final CatalogFollower follower;
  private final Optional<Gateway> gateway;
  private final Optional<InetSocketAddress> databases;
  private final Drain drain;

  /** What the edge gets from the other parts of np. */
  public record Parts(
      Catalog catalog,
      Certificates certificates,
      SiteResponder sites,
      AccessLog log,
      Optional<GatewaySetup> gateway) {

    /** The same without a gateway for databases. */
    public Parts(Catalog catalog, Certificates certificates, SiteResponder sites, AccessLog log) {
      this(catalog, certificates, sites, log, Optional.empty());
    }
  }

  private EdgeServer(EdgeConfig config, Parts parts) {
    this.config = config;
    transport = Transport.start(config.loops(), config.limits().sockets());
    listeners = new Listeners(transport, config.company());
    metrics = new EdgeMetrics();
    table = new RouteTableHolder(config.directory());
    EndpointBook book = new EndpointBook(config.directory());
    follower = new CatalogFollower(parts.catalog(), book, transport.loops());
    ingress = new EdgeIngress(table, follower.upstreams());
    EdgeContext context = context(metrics, parts.log());
    List<LoopContext> contexts = contexts(context);
    Forwarder.Sockets sockets = new Forwarder.Sockets(transport.channels(), transport.allocator());
    Forwarder forwarder = new Forwarder(follower.upstreams(), contexts, sockets);
    Dispatcher dispatcher = new Dispatcher(table::router, forwarder, parts.sites());
    front = new Front(contexts, dispatcher, parts.certificates(), config.proxies());
    gateway = parts.gateway().map(setup -> setup.open(transport));
    databases = parts.gateway().map(GatewaySetup::listen);
    List<OpenConnections> protocols = new ArrayList<>(List.of(front));
    gateway.ifPresent(open -> protocols.add(open.connections()));
    drain = new Drain(protocols, table::follow);
  }

  /**
   * Starts an edge that is alone, or all of its hand-over at once.
   *
   * @throws NpException.Unavailable when an address cannot be listened on; nothing runs then
   */
  public static EdgeServer start(EdgeConfig config, Parts parts) {
    EdgeServer server = prepare(config, parts);
    server.listen();
    server.takeOver();
    return server;
  }

  /**
   * Starts everything but listening, with the last table and endpoints on disk, and follows the
   * catalog. Writes nothing to disk.
   */
  public static EdgeServer prepare(EdgeConfig config, Parts parts) {
    EdgeServer server = new EdgeServer(config, parts);
    server.follower.start();
    server.gateway.ifPresent(Gateway::start);
    return server;
  }

  private EdgeContext context(EdgeMetrics counting, AccessLog log) {
    return new EdgeContext(
        config.limits(), transport.files(), counting, log, config.clock(), config.idOrigin());
  }

  private List<LoopContext> contexts(EdgeContext context) {
    List<LoopContext> contexts = new ArrayList<>();
    for (EventLoop loop : transport.loops()) {
      contexts.add(new LoopContext(context, loop, contexts.size()));
    }
    return contexts;
  }

  /**
   * Sends requests through code like that of visitors' requests, before {@link #listen}: they find
   * it loaded and compiled then. Returns how many were answered.
   */
  public int rehearse(Rehearsal.Effort effort) {
    AccessLog nowhere = entry -> {};
    return new Rehearsal(transport, context(new EdgeMetrics(), nowhere)).play(effort);
  }

  /**
   * Takes connections from now on. Where another edge listens on the same addresses, all new ones
   * come here.
   *
   * @throws NpException.Unavailable when an address cannot be listened on; nothing runs then
   */
  public void listen() {
    try {
      for (Listen each : config.listen()) {
        listeners.listen(each.address(), channel -> front.accept(channel, each.scheme()));
      }
      if (gateway.isPresent() && databases.isPresent()) {
        Gateway opened = gateway.get();
        listeners.listen(
            databases.get(),
            channel -> {
              front.makeRoom(channel.eventLoop());
              opened.accept(channel);
            });
      }
    } catch (RuntimeException e) {
      stop(Duration.ZERO);
      throw e;
    }
  }

  /** Begins to write what is on disk, with the table that the edge before may have left there. */
  public void takeOver() {
    table.follow();
    follower.keep();
    gateway.ifPresent(Gateway::keep);
  }

  /**
   * The addresses that it really listens on, in the order of the configuration, that of the gateway
   * last.
   */
  public List<InetSocketAddress> addresses() {
    return listeners.addresses();
  }

  /** Where tables are published. */
  public EdgeIngress ingress() {
    return ingress;
  }

  /** What is counted. */
  public EdgeMetrics metrics() {
    return metrics;
  }

  /** The gateway for databases; empty when there is none. */
  public Optional<Gateway> gateway() {
    return gateway;
  }

  /** Memory outside the heap that buffers take, in bytes; some of it is spare. */
  public long bufferBytes() {
    return transport.allocator().metric().usedDirectMemory();
  }

  @Override
  public String scrape() {
    Router router = table.router();
    List<Metric> all = new ArrayList<>(metrics.read(router.apps()));
    all.add(
        Metric.gauge(
            "np_edge_route_table_generation",
            "Of the table in force.",
            (double) router.table().generation()));
    all.add(
        Metric.gauge(
            "np_edge_buffer_bytes",
            "Memory outside the heap that buffers take.",
            (double) bufferBytes()));
    all.add(
        Metric.gauge(
            "np_edge_sockets",
            "Open connections of clients and to instances, those of databases included.",
            transport.files().connections()));
    all.add(
        Metric.gauge(
            "np_edge_sockets_limit",
            "How many there may be, by the limit of open files.",
            transport.files().most()));
    StringBuilder out = new StringBuilder();
    all.forEach(metric -> metric.writeTo(out));
    gateway.ifPresent(each -> each.metrics().write(out));
    return out.toString();
  }

  /**
   * Gives way to another edge that listens beside this one: writes nothing to disk any more, and
   * takes the connections that were on their way to it for so long, then none. Those that are open
   * go on until {@link #stop}, by the newest table on disk; each answer is the last.
   */
  public void leave(Duration linger) {
    drain.announce();
    drain.linger(linger);
    listeners.close();
    follower.rest();
    gateway.ifPresent(Gateway::rest);
  }

  /** Closes at once. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }

  /**
   * Stops: takes no connection more, answers what comes on open ones with the hint to close, for
   * half of {@code deadline} keeps idle ones open, and after all of it closes whatever is left.
   */
  public void stop(Duration deadline) {
    listeners.close();
    drain.announce();
    drain.run(deadline);
    follower.close();
    gateway.ifPresent(Gateway::close);
    transport.group().shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
