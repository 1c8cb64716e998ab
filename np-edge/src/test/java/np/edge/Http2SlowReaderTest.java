package np.edge;

import static np.edge.FrameClient.HEADERS;
import static np.edge.FrameClient.RST_STREAM;
import static np.edge.FrameClient.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import np.edge.FrameClient.Frame;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients in HTTP/2 that ask for much and give no room for the answers. */
final class Http2SlowReaderTest {
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int STREAMS = 50;
  private EdgeFixture edge;
  private RawServer instance;

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture(EdgeFixture.limits(Duration.ofMillis(400)));
    instance =
        edge.serve(
            request -> {
              answer(request);
              return true;
            });
  }

  /** As many bytes as the path says. */
  private static void answer(RawServer.Request request) throws IOException {
    int left = Integer.parseInt(request.target(), 1, request.target().length(), 10);
    request.write("HTTP/1.1 200 OK\r\nContent-Length: " + left + "\r\n\r\n");
    for (byte[] piece = new byte[10_000]; left > 0; left -= piece.length) {
      request.out().write(piece, 0, Math.min(piece.length, left));
    }
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
  }

  private FrameClient withoutRoom() throws IOException {
    return new FrameClient(edge.port(), INITIAL_WINDOW_SIZE, 0);
  }

  private static void ask(FrameClient client, int bytes) throws IOException {
    for (int i = 0; i < STREAMS; i++) {
      client.send(FrameClient.get(2 * i + 1, "/" + bytes));
    }
  }

  private static void assertAllReset(FrameClient client) throws IOException {
    for (int i = 0; i < STREAMS; i++) {
      Frame end = client.awaitEnd();
      assertThat(end.type()).isEqualTo(RST_STREAM);
    }
  }

  @Test
  void largeAnswersAreHeldBackAtTheInstanceAndThenGivenUp() throws Exception {
    try (FrameClient client = withoutRoom()) {
      ask(client, 20_000_000);
      assertAllReset(client);
      assertThat(edge.server().bufferBytes()).isLessThan(200 << 20);
      Awaitility.await().until(() -> instance.openConnections() == 0);
    }
  }

  @Test
  void smallAnswersThatWaitForRoomAreGivenUpToo() throws Exception {
    try (FrameClient client = withoutRoom()) {
      ask(client, 20_000);
      assertAllReset(client);
    }
  }

  @Test
  void aClientThatReadsNothingLosesItsConnection() throws Exception {
    try (FrameClient client =
        new FrameClient(edge.port(), INITIAL_WINDOW_SIZE, Integer.MAX_VALUE)) {
      client.send(FrameClient.number(WINDOW_UPDATE, 0, Integer.MAX_VALUE - 65_535));
      ask(client, 20_000_000);
      Awaitility.await().until(() -> instance.heads().size() == STREAMS);
      Awaitility.await().until(() -> edge.server().metrics().connections() == 0);
      Awaitility.await().until(() -> instance.openConnections() == 0);
    }
  }

  @Test
  void anAnswerComesPieceByPieceAsThereIsRoom() throws Exception {
    try (FrameClient client = withoutRoom()) {
      client.send(FrameClient.get(1, "/100"));
      client.await(HEADERS);
      for (int i = 0; i < 5; i++) {
        client.send(FrameClient.number(WINDOW_UPDATE, 1, 20));
        assertThat(client.read().payload()).hasSize(20);
      }
    }
  }
}
