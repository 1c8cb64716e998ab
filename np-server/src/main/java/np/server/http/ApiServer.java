package np.server.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import np.api.VersionView;
import np.model.ErrorCode;
import np.model.NpException;
import np.server.store.Database;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The API's HTTP server: Jetty, with a virtual thread for each request. */
public final class ApiServer implements AutoCloseable {
  private static final int HEADER_BYTES = 16 * 1024;
  private static final int MOST_CONNECTIONS = 2_000;
  private static final Duration REPETITION_PATIENCE = Duration.ofSeconds(30);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final Server server;
  private final ServerConnector connector;
  private final EventStreams streams;
  private final WebSockets sockets;
  private final List<ApiRoute> routes;

  /**
   * What it is made of.
   *
   * @param server names this run of the server, never used before
   * @param ids makes request ids
   */
  public record Parts(
      ApiSettings settings,
      Database database,
      Json json,
      Authenticator authenticator,
      EventStreams streams,
      WebSockets sockets,
      Metrics metrics,
      AccessLog accessLog,
      InstantSource clock,
      VersionView version,
      String server,
      Supplier<String> ids) {}

  public ApiServer(Parts parts, List<ApiRoute> features) {
    this.streams = parts.streams;
    this.sockets = parts.sockets;
    this.routes = new SystemRoutes(parts.json, parts.metrics, parts.version).completing(features);
    this.server = new Server(threads());
    this.connector = connector(parts.settings);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    WebSockets.prepare(server);
    server.setHandler(new GracefulHandler(new ApiHandler(handlerParts(parts))));
    server.setErrorHandler(new ErrorAnswer(parts.json, parts.ids));
    server.setStopTimeout(STOP_PATIENCE.toMillis());
  }

  /** Every route that is served. */
  public List<ApiRoute> routes() {
    return routes;
  }

  /**
   * Listens.
   *
   * @throws NpException.Unavailable START_FAILED when the address is taken
   */
  public void start() {
    try {
      server.start();
    } catch (Exception e) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED,
          "the API cannot listen on " + connector.getHost() + ":" + connector.getPort(),
          "choose another port with NP_API_PORT",
          e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Ends event streams and WebSockets, lets other requests finish for a few seconds, and stops. */
  @Override
  public void close() {
    streams.cutAll();
    sockets.cutAll();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the API did not stop", e);
    }
  }

  private ApiHandler.Parts handlerParts(Parts parts) {
    IdempotencyStore store = new IdempotencyStore(parts.database, parts.clock, parts.server);
    Idempotency idempotency =
        new Idempotency(store, parts.database, parts.json, REPETITION_PATIENCE);
    return new ApiHandler.Parts(
        new Door(parts.settings.hosts()),
        new Router(routes),
        new Reception(parts.authenticator, parts.json, parts.settings, parts.clock),
        new Repetitions(idempotency),
        new AnswerWriter(parts.json, parts.streams, parts.sockets, parts.authenticator),
        new Journal(parts.accessLog, parts.clock, parts.metrics),
        parts.ids);
  }

  /** A few carriers for selectors; requests run on virtual threads. */
  private static QueuedThreadPool threads() {
    QueuedThreadPool pool = new QueuedThreadPool(8, 1);
    pool.setName("np-api");
    pool.setReservedThreads(0);
    ThreadFactory factory = Thread.ofVirtual().name("np-request-", 0).factory();
    pool.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(factory));
    return pool;
  }

  private ServerConnector connector(ApiSettings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setHttpCompliance(HttpCompliance.STRICT);
    http.setUriCompliance(UriCompliance.RFC3986);
    ServerConnector made = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
    made.setHost(settings.address().getHostString());
    made.setPort(settings.address().getPort());
    made.setIdleTimeout(settings.idle().toMillis());
    made.setShutdownIdleTimeout(100);
    return made;
  }
}
