package np.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import np.edge.http.AccessEntry;
import np.edge.http.Certificates;
import np.edge.http.EdgeLimits;
import np.edge.http.Pages;
import np.edge.http.Peer.Scheme;
import np.edge.limit.ClientLimits;
import np.edge.proxy.TrustedProxies;
import np.edge.socket.Listeners.Company;
import np.model.Endpoint;
import np.model.Hostname;
import np.model.Route;
import np.model.RouteTable;
import np.model.WorkloadId;

/** A running edge with its own directory and ports, and what a test needs around it. */
@SuppressWarnings("try") // close throws whatever a test throws
final class EdgeFixture implements AutoCloseable {
  static final WorkloadId WEB = WorkloadId.parse("acme/shop/web");
  static final String HOST = "shop.localhost";

  private final Path directory;
  private final StubCatalog catalog;
  private final EdgeServer server;
  private final Queue<AccessEntry> log = new ConcurrentLinkedQueue<>();
  private final List<AutoCloseable> servers = new ArrayList<>();
  private long generation;

  EdgeFixture() throws IOException {
    this(EdgeLimits.defaults());
  }

  EdgeFixture(EdgeLimits limits) throws IOException {
    this(Files.createTempDirectory("edge"), limits, sni -> null);
  }

  /** Behind these proxies. */
  EdgeFixture(EdgeLimits limits, TrustedProxies proxies) throws IOException {
    this(Files.createTempDirectory("edge"), limits, sni -> null, proxies);
  }

  EdgeFixture(Path directory, EdgeLimits limits, Certificates certificates) {
    this(directory, limits, certificates, TrustedProxies.NONE);
  }

  private EdgeFixture(
      Path directory, EdgeLimits limits, Certificates certificates, TrustedProxies proxies) {
    this.directory = directory;
    this.catalog = new StubCatalog();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    List<Listen> listen = List.of(new Listen(Scheme.HTTP, any), new Listen(Scheme.HTTPS, any));
    EdgeConfig config =
        new EdgeConfig(directory, listen, Company.ALONE, limits, 2, Clock.systemUTC(), 42, proxies);
    server =
        EdgeServer.start(
            config,
            new EdgeServer.Parts(
                catalog,
                certificates,
                (exchange, route) -> Pages.answer(exchange, 404, "no files in this test"),
                log::add));
    generation = server.ingress().generation();
  }

  /** The usual limits but for these. */
  static EdgeLimits limits(ClientLimits client, int sockets) {
    EdgeLimits usual = EdgeLimits.defaults();
    return new EdgeLimits(
        usual.firstByte(),
        usual.tls(),
        usual.head(),
        usual.idle(),
        usual.body(),
        usual.connect(),
        usual.answer(),
        usual.upstreamIdle(),
        usual.headBytes(),
        usual.targetBytes(),
        usual.streams(),
        usual.connections(),
        client,
        sockets);
  }

  static EdgeLimits limits(Duration each) {
    EdgeLimits usual = EdgeLimits.defaults();
    return new EdgeLimits(
        each,
        each,
        each,
        each,
        each,
        each,
        each,
        usual.upstreamIdle(),
        usual.headBytes(),
        usual.targetBytes(),
        usual.streams(),
        usual.connections(),
        usual.client(),
        usual.sockets());
  }

  EdgeServer server() {
    return server;
  }

  StubCatalog catalog() {
    return catalog;
  }

  Path directory() {
    return directory;
  }

  Queue<AccessEntry> log() {
    return log;
  }

  int port() {
    return server.addresses().getFirst().getPort();
  }

  int tlsPort() {
    return server.addresses().getLast().getPort();
  }

  /** Routes shop.localhost to one instance that answers like this. */
  RawServer serve(RawServer.Handler handler) throws IOException {
    RawServer instance = new RawServer("web-0001", handler);
    servers.add(instance);
    serve(instance.endpoint());
    return instance;
  }

  /** Routes shop.localhost to these instances. */
  void serve(Endpoint... endpoints) {
    catalog.serve(WEB, endpoints);
    publish(proxy(HOST, WEB));
  }

  static Route proxy(String host, WorkloadId workload) {
    return new Route.Proxy(new Hostname(host), "/", workload, Route.Prefix.KEEP);
  }

  void publish(Route... routes) {
    server.ingress().publish(new RouteTable(++generation, List.of(routes)));
  }

  RawClient client() throws IOException {
    return new RawClient(port());
  }

  /** A client at another address of this machine, such as 127.0.0.7. */
  RawClient clientFrom(String address) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return new RawClient(new Socket(loopback, port(), InetAddress.ofLiteral(address), 0));
  }

  RawClient.Answer get(String target) throws IOException {
    try (RawClient client = client()) {
      return client.get(HOST, target).answer();
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    for (AutoCloseable each : servers) {
      each.close();
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
