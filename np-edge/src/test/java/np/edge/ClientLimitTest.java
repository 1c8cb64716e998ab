package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import np.edge.limit.ClientLimits;
import np.edge.limit.ClientLimits.Loopback;
import np.edge.limit.Refusal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one address may take. The clients are at 127.0.0.7 and 127.0.0.8. */
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what is tested
final class ClientLimitTest {
  private static final String ONE = "127.0.0.7";
  private static final String OTHER = "127.0.0.8";
  private static final int CONNECTIONS = 3;
  private static final int REQUESTS = 2;

  private final CountDownLatch held = new CountDownLatch(1);
  private final List<RawClient> clients = new ArrayList<>();
  private EdgeFixture edge;

  @BeforeEach
  void start() throws IOException {
    edge = edge(Loopback.LIMITED);
  }

  private EdgeFixture edge(Loopback loopback) throws IOException {
    ClientLimits limits = new ClientLimits(CONNECTIONS, REQUESTS, 100, loopback);
    EdgeFixture started = new EdgeFixture(EdgeFixture.limits(limits, Integer.MAX_VALUE));
    started.serve(
        request -> {
          if (request.target().equals("/held")) {
            await(held);
          }
          request.ok("served");
          return true;
        });
    return started;
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @AfterEach
  void stop() throws Exception {
    held.countDown();
    for (RawClient client : clients) {
      client.close();
    }
    edge.close();
  }

  private RawClient client(String address) throws IOException {
    RawClient client = edge.clientFrom(address);
    clients.add(client);
    return client;
  }

  private int status(String address) throws IOException {
    return client(address).get(EdgeFixture.HOST, "/").answer().status();
  }

  @Test
  void anAddressHasOnlySoManyConnections() throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      assertThat(status(ONE)).isEqualTo(200);
    }
    RawClient refused = client(ONE);
    RawClient.Answer answer = refused.get(EdgeFixture.HOST, "/").answer();
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).isEqualTo("5");
    assertThat(answer.header("connection")).isEqualTo("close");
    assertThat(answer.body())
        .startsWith("429 Too Many Requests: too many connections from your address");
    assertThat(refused.isClosed()).isTrue();
    assertThat(edge.server().metrics().limitedTotal(Refusal.CLIENT_CONNECTIONS)).isEqualTo(1);
    assertThat(edge.server().scrape())
        .contains("np_edge_limited_total{limit=\"client_connections\"} 1");
    assertThat(status(OTHER)).isEqualTo(200);
  }

  @Test
  void aClosedConnectionMakesRoomForTheNext() throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      assertThat(status(ONE)).isEqualTo(200);
    }
    clients.getFirst().close();
    Awaitility.await().until(() -> status(ONE) == 200);
  }

  @Test
  void aFloodOfConnectionsIsNotToldWhy() throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      assertThat(status(ONE)).isEqualTo(200);
    }
    for (int i = 0; i < 100; i++) {
      client(ONE);
    }
    assertThat(clients.getLast().isClosed()).isTrue();
    assertThat(status(OTHER)).isEqualTo(200);
  }

  @Test
  void anAddressHasOnlySoManyRequestsInFlight() throws Exception {
    for (int i = 0; i < REQUESTS; i++) {
      client(ONE).get(EdgeFixture.HOST, "/held");
    }
    Awaitility.await().until(() -> edge.server().metrics().inFlight() == REQUESTS);
    RawClient refused = client(ONE);
    assertThat(refused.get(EdgeFixture.HOST, "/").answer().status()).isEqualTo(429);
    assertThat(status(OTHER)).isEqualTo(200);
    held.countDown();
    for (RawClient client : clients.subList(0, REQUESTS)) {
      assertThat(client.answer().body()).isEqualTo("served");
    }
    assertThat(refused.get(EdgeFixture.HOST, "/").answer().body()).isEqualTo("served");
    assertThat(edge.server().metrics().limitedTotal(Refusal.CLIENT_REQUESTS)).isEqualTo(1);
  }

  @Test
  void http2IsLimitedInTheSameWay() throws Exception {
    try (H2Client client = new H2Client(edge.port())) {
      List<H2Client.Stream> streams = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        streams.add(client.send(H2Requests.get("/held"), null));
      }
      Awaitility.await().until(() -> edge.server().metrics().inFlight() == REQUESTS);
      H2Client.Stream refused = client.send(H2Requests.get("/"), null).awaitEnd();
      assertThat(refused.status()).isEqualTo("429");
      assertThat(refused.header("retry-after")).isEqualTo("5");
      held.countDown();
      streams.forEach(stream -> assertThat(stream.awaitEnd().body()).isEqualTo("served"));
    }
  }

  @Test
  void anHttp2ConnectionTooManyIsAnsweredAndClosed() throws Exception {
    for (int i = 0; i < CONNECTIONS; i++) {
      assertThat(status("127.0.0.1")).isEqualTo(200);
    }
    try (H2Client client = new H2Client(edge.port())) {
      H2Client.Stream refused = client.send(H2Requests.get("/"), null).awaitEnd();
      assertThat(refused.status()).isEqualTo("429");
      assertThat(client.awaitClosed()).isTrue();
    }
  }

  @Test
  void programsOfThisMachineAreNotLimited() throws Exception {
    edge.close();
    edge = edge(Loopback.EXEMPT);
    for (int i = 0; i < 3 * CONNECTIONS; i++) {
      assertThat(status(ONE)).isEqualTo(200);
    }
  }
}
