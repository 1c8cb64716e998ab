package np.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import np.edge.http.EdgeLimits;
import np.edge.http.Pages;
import np.edge.http.Peer.Scheme;
import np.edge.socket.Listeners.Company;
import np.model.NpException;
import np.model.RouteTable;
import np.model.WorkloadId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One edge takes over from another on the same addresses and the same directory. */
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what is tested
final class HandOverTest {
  private static final Duration LINGER = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  @TempDir Path directory;
  private final StubCatalog catalog = new StubCatalog();
  private final List<EdgeServer> servers = new ArrayList<>();
  private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @AfterEach
  void closeAll() {
    servers.forEach(EdgeServer::close);
  }

  /** An edge whose own pages carry its number in their request ids. */
  private EdgeServer prepare(Company company) {
    EdgeConfig config =
        new EdgeConfig(
            directory,
            List.of(new Listen(Scheme.HTTP, address)),
            company,
            EdgeLimits.defaults(),
            2,
            Clock.systemUTC(),
            servers.size() * 16L);
    EdgeServer server =
        EdgeServer.prepare(
            config,
            new EdgeServer.Parts(
                catalog,
                sni -> null,
                (exchange, route) -> Pages.answer(exchange, 404, "no files here"),
                entry -> {}));
    servers.add(server);
    return server;
  }

  private EdgeServer first() {
    EdgeServer server = prepare(Company.ALONE);
    server.listen();
    server.takeOver();
    address = server.addresses().getFirst();
    return server;
  }

  private EdgeServer successor() {
    EdgeServer server = prepare(Company.BESIDE);
    server.listen();
    return server;
  }

  private RawClient client() throws IOException {
    return new RawClient(address.getPort());
  }

  private static void publish(EdgeServer server, long generation, WorkloadId workload) {
    server
        .ingress()
        .publish(
            new RouteTable(generation, List.of(EdgeFixture.proxy(EdgeFixture.HOST, workload))));
  }

  /** Which edge answers a request of its own. */
  private long answeringEdge() throws IOException {
    try (RawClient client = client()) {
      String id = client.get("nobody.localhost", "/").answer().header("x-request-id");
      return Long.parseLong(id, 0, 16, 16) / 16;
    }
  }

  @Test
  void newConnectionsGoToTheSuccessorFromTheMomentItListens() throws IOException {
    first();
    successor();
    for (int i = 0; i < 100; i++) {
      assertThat(answeringEdge()).isEqualTo(1);
    }
  }

  @Test
  void noConnectionFailsOverManyHandOvers() throws Exception {
    EdgeServer current = first();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong answered = new AtomicLong();
    List<Exception> failures = new ArrayList<>();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(Thread.ofPlatform().start(() -> keepAsking(stop, answered, failures)));
    }
    for (int i = 0; i < 10; i++) {
      EdgeServer next = successor();
      current.leave(LINGER);
      next.takeOver();
      current.stop(LONG);
      current = next;
      long before = answered.get();
      Awaitility.await().atMost(LONG).until(() -> answered.get() > before + 20);
    }
    stop.set(true);
    for (Thread each : clients) {
      each.join();
    }
    assertThat(failures).isEmpty();
    assertThat(answeringEdge()).isEqualTo(10);
  }

  private void keepAsking(AtomicBoolean stop, AtomicLong answered, List<Exception> failures) {
    while (!stop.get()) {
      try {
        answeringEdge();
        answered.incrementAndGet();
      } catch (IOException e) {
        synchronized (failures) {
          failures.add(e);
        }
      }
    }
  }

  @Test
  void theSuccessorTakesTheTableThatWasPublishedLast() throws IOException {
    EdgeServer old = first();
    EdgeServer next = successor();
    publish(old, 1, EdgeFixture.WEB);
    old.leave(LINGER);
    next.takeOver();
    assertThat(next.ingress().generation()).isEqualTo(1);
  }

  @Test
  void whoDrainsAnswersByTheTableThatHisSuccessorPublishes() throws IOException {
    EdgeServer old = first();
    try (RawClient kept = client()) {
      kept.get("nobody.localhost", "/").answer();
      EdgeServer next = successor();
      old.leave(LINGER);
      next.takeOver();
      publish(next, 1, EdgeFixture.WEB);
      Thread draining = Thread.ofVirtual().start(() -> old.stop(LONG));
      Awaitility.await().atMost(LONG).until(() -> old.ingress().generation() == 1);
      RawClient.Answer answer = kept.get(EdgeFixture.HOST, "/").answer();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("connection")).isEqualTo("close");
      Awaitility.await().atMost(LONG).until(() -> !draining.isAlive());
    }
  }

  @Test
  void onlyTheOwnerWritesTheEndpoints() throws Exception {
    EdgeServer old = first();
    try (RawServer instance = RawServer.identified("web-0001", "acme")) {
      EdgeServer next = successor();
      old.leave(AT_ONCE);
      catalog.serve(EdgeFixture.WEB, instance.endpoint());
      old.stop(Duration.ZERO);
      assertThat(directory.resolve("endpoints.json")).doesNotExist();
      next.takeOver();
      Awaitility.await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(directory.resolve("endpoints.json")).content().contains("web-0001"));
    }
  }

  @Test
  void webSocketsLiveUntilTheDrainDeadline() throws Exception {
    EdgeServer old = first();
    try (RawServer instance = new RawServer("web-0001", HandOverTest::echo);
        RawClient socket = client()) {
      catalog.serve(EdgeFixture.WEB, instance.endpoint());
      publish(old, 1, EdgeFixture.WEB);
      socket.send(
          "GET / HTTP/1.1\r\nHost: shop.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n\r\n");
      assertThat(socket.head()).startsWith("HTTP/1.1 101 ");
      EdgeServer next = successor();
      old.leave(LINGER);
      next.takeOver();
      socket.send("x");
      assertThat(socket.in().read()).isEqualTo('x');
      old.stop(Duration.ofSeconds(1));
      assertThat(socket.isClosed()).isTrue();
    }
  }

  private static boolean echo(RawServer.Request request) throws IOException {
    request.write(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    for (int c = request.in().read(); c >= 0; c = request.in().read()) {
      request.write("" + (char) c);
    }
    return false;
  }

  @Test
  void requestsInHttp2ThatAreOnTheirWayAreAnswered() throws Exception {
    EdgeServer old = first();
    try (H2Client client = new H2Client(address.getPort())) {
      assertThat(ask(client).awaitEnd().status()).isEqualTo("404");
      successor();
      Thread leaving = Thread.ofVirtual().start(() -> old.leave(LINGER));
      H2Client.Stream late = ask(client);
      assertThat(late.awaitEnd().status()).isEqualTo("404");
      assertThat(late.wasReset()).isFalse();
      leaving.join();
      old.stop(LONG);
      assertThat(client.awaitClosed()).isTrue();
    }
  }

  private static H2Client.Stream ask(H2Client client) {
    Http2Headers head =
        new DefaultHttp2Headers()
            .method("GET")
            .scheme("http")
            .authority("nobody.localhost")
            .path("/");
    return client.send(head, null);
  }

  @Test
  void anEdgeThatShouldBeAloneDoesNotShareAnAddress() {
    first();
    EdgeServer second = prepare(Company.ALONE);
    assertThatThrownBy(second::listen).isInstanceOf(NpException.Unavailable.class);
  }
}
