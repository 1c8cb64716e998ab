package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 6455 through the edge: after 101 it is a tunnel. */
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what is tested
final class WebSocketTest {
  private static final String UPGRADE =
      "GET /socket HTTP/1.1\r\nHost: shop.localhost\r\nConnection: keep-alive, Upgrade\r\n"
          + "Upgrade: WebSocket\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n"
          + "Sec-WebSocket-Version: 13\r\n\r\n";
  private EdgeFixture edge;
  private RawServer instance;

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture(EdgeFixture.limits(Duration.ofMillis(400)));
    instance =
        edge.serve(
            request -> {
              if (!request.header("upgrade").equals("websocket")) {
                request.ok("no upgrade");
                return true;
              }
              request.write(
                  "HTTP/1.1 101 Switching Protocols\r\n"
                      + "Connection: Upgrade\r\n"
                      + "Upgrade: websocket\r\n"
                      + "Sec-WebSocket-Accept: HSmrc0sMlYUkAGmm5OPpG2HaGWk=\r\n\r\n"
                      + "hi");
              for (int c = request.in().read(); c >= 0 && c != 'q'; c = request.in().read()) {
                request.out().write(Character.toUpperCase(c));
                request.out().flush();
              }
              return false;
            });
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
  }

  @Test
  void bytesPassBothWaysAndOutliveEveryOtherDeadline() throws Exception {
    try (RawClient client = edge.client()) {
      RawClient.Answer answer = client.send(UPGRADE + "early").answer();
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("upgrade")).isEqualTo("websocket");
      assertThat(answer.header("connection")).isEqualTo("Upgrade");
      assertThat(answer.header("sec-websocket-accept")).isEqualTo("HSmrc0sMlYUkAGmm5OPpG2HaGWk=");
      assertThat(new String(client.in().readNBytes(7), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo("hiEARLY");
      // Longer than all deadlines of this edge together.
      Thread.sleep(1_500);
      client.send("late");
      assertThat(new String(client.in().readNBytes(4), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo("LATE");
      client.send("q");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void theClientsEndEndsTheTunnelAtTheInstance() throws IOException {
    try (RawClient client = edge.client()) {
      assertThat(client.send(UPGRADE).answer().status()).isEqualTo(101);
    }
    Awaitility.await().until(() -> instance.openConnections() == 0);
    assertThat(edge.log()).last().extracting(entry -> entry.status()).isEqualTo(101);
  }

  @Test
  void anUpgradeToAnythingElseIsAnOrdinaryRequest() throws IOException {
    try (RawClient client = edge.client()) {
      client.send(UPGRADE.replace("WebSocket", "h2c"));
      assertThat(client.answer().body()).isEqualTo("no upgrade");
      client.send(UPGRADE.replace("GET", "POST"));
      assertThat(client.answer().body()).isEqualTo("no upgrade");
    }
  }

  @Test
  void aRefusedUpgradeLeavesBytesForTheNextRequestAtTheEdge() throws IOException {
    RawServer refusing =
        edge.serve(
            request -> {
              request.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
              return true;
            });
    try (RawClient client = edge.client()) {
      client.send(UPGRADE + "GET /smuggled HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(403);
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(refusing.heads()).noneMatch(head -> head.contains("smuggled"));
    }
  }
}
