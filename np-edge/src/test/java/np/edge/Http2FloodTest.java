package np.edge;

import static np.edge.FrameClient.CONTINUATION;
import static np.edge.FrameClient.DATA;
import static np.edge.FrameClient.END_HEADERS;
import static np.edge.FrameClient.END_STREAM;
import static np.edge.FrameClient.ENHANCE_YOUR_CALM;
import static np.edge.FrameClient.HEADERS;
import static np.edge.FrameClient.PING;
import static np.edge.FrameClient.RST_STREAM;
import static np.edge.FrameClient.SETTINGS;
import static np.edge.FrameClient.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import np.edge.FrameClient.Frame;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that send HTTP/2 frames without end: their connection ends, others do not notice. */
final class Http2FloodTest {
  private static final int MANY = 20_000;

  /** A type of frames that RFC 9113 does not know. */
  private static final int UNKNOWN = 0xbb;

  private EdgeFixture edge;
  private RawServer instance;
  private FrameClient client;

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture();
    instance =
        edge.serve(
            request -> {
              if (request.target().startsWith("/silent")) {
                request.in().transferTo(OutputStream.nullOutputStream());
                return false;
              }
              request.ok("calm");
              return request.head().startsWith("GET");
            });
    client = new FrameClient(edge.port());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    edge.close();
  }

  private void assertCalmed() throws IOException {
    assertThat(client.farewell()).isEqualTo(ENHANCE_YOUR_CALM);
    assertOthersAreServed();
  }

  private void assertOthersAreServed() throws IOException {
    assertThat(edge.get("/").body()).isEqualTo("calm");
    Awaitility.await().until(() -> edge.server().metrics().connections() == 0);
  }

  private static Frame empty(int type, int flags, int stream) {
    return new Frame(type, flags, stream, new byte[0]);
  }

  @Test
  void aHeaderBlockWithoutEnd() throws Exception {
    client.send(new Frame(HEADERS, END_STREAM, 1, FrameClient.head("GET", "/")));
    byte[] more = FrameClient.literal(0, "x", "a".repeat(10_000));
    client.flood(MANY, i -> new Frame(CONTINUATION, 0, 1, more));
    assertThat(client.farewell()).isEqualTo(FrameClient.PROTOCOL_ERROR);
    assertOthersAreServed();
    assertThat(instance.heads()).noneMatch(head -> head.contains("aaaa"));
  }

  @Test
  void aHeaderBlockInSmallPieces() throws Exception {
    client.send(new Frame(HEADERS, END_STREAM, 1, FrameClient.head("GET", "/")));
    client.flood(MANY, i -> empty(CONTINUATION, 0, 1));
    assertCalmed();
  }

  @Test
  void requestsThatAreTakenBackAtOnce() throws Exception {
    client.flood(
        MANY,
        i -> i % 2 == 0 ? FrameClient.get(i + 1, "/silent") : FrameClient.number(RST_STREAM, i, 8));
    assertCalmed();
    assertThat(instance.connections()).isLessThan(500);
    Awaitility.await().until(() -> instance.openConnections() <= 1);
  }

  @Test
  void requestsThatMakeTheEdgeTakeThemBack() throws Exception {
    client.flood(
        MANY,
        i ->
            i % 2 == 0
                ? FrameClient.get(i + 1, "/silent")
                : FrameClient.number(WINDOW_UPDATE, i, 0));
    assertCalmed();
    assertThat(instance.connections()).isLessThan(500);
    Awaitility.await().until(() -> instance.openConnections() <= 1);
  }

  @Test
  void settings() throws Exception {
    client.flood(MANY, i -> FrameClient.settings(4, 65_535 + i));
    assertCalmed();
  }

  @Test
  void acknowledgementsOfSettings() throws Exception {
    client.flood(MANY, i -> empty(SETTINGS, FrameClient.ACK, 0));
    assertCalmed();
  }

  @Test
  void pings() throws Exception {
    client.flood(MANY, i -> new Frame(PING, 0, 0, new byte[8]));
    assertCalmed();
  }

  @Test
  void pingsBesideARequestThatIsNotAnswered() throws Exception {
    client.send(FrameClient.get(1, "/silent"));
    Awaitility.await().until(() -> instance.heads().size() == 1);
    client.flood(MANY, i -> new Frame(PING, 0, 0, new byte[8]));
    assertCalmed();
  }

  @Test
  void emptyPiecesOfABody() throws Exception {
    client.send(FrameClient.post(1, "/silent"));
    client.flood(MANY, i -> empty(DATA, 0, 1));
    assertCalmed();
  }

  @Test
  void framesOfAnUnknownTypeOnAStreamThatNobodyReads() throws Exception {
    client.send(FrameClient.post(1, "/silent"));
    client.flood(MANY, i -> new Frame(UNKNOWN, 0, 1, new byte[16_000]));
    assertCalmed();
    assertThat(edge.server().bufferBytes()).isLessThan(64 << 20);
  }

  @Test
  void aFewFramesOfAnUnknownTypeDoNoHarm() throws Exception {
    Frame unknown = new Frame(UNKNOWN, 0, 1, new byte[100]);
    client.send(unknown, new Frame(UNKNOWN, 0, 0, new byte[8]));
    client.send(FrameClient.post(1, "/"), unknown, unknown, empty(DATA, END_STREAM, 1), unknown);
    client.await(HEADERS);
    client.awaitEnd();
    client.send(unknown, FrameClient.get(3, "/"));
    assertThat(client.await(HEADERS).stream()).isEqualTo(3);
  }

  @Test
  void aFieldThatIsRepeatedByItsIndex() throws Exception {
    byte[] big = FrameClient.literal(0x40, "x", "a".repeat(4_000));
    byte[] head = FrameClient.head("GET", "/");
    byte[] block = Arrays.copyOf(head, head.length + big.length + 10_000);
    System.arraycopy(big, 0, block, head.length, big.length);
    Arrays.fill(block, head.length + big.length, block.length, (byte) (0x80 | 62));
    client.send(new Frame(HEADERS, END_STREAM | END_HEADERS, 1, block));
    assertThat(client.awaitEnd().stream()).isEqualTo(1);
    assertThat(instance.heads()).isEmpty();
    assertThat(edge.get("/").body()).isEqualTo("calm");
  }

  @Test
  void aHeaderTableThatIsLargerThanAllowed() throws Exception {
    client.send(
        new Frame(HEADERS, END_STREAM | END_HEADERS, 1, new byte[] {0x3f, (byte) 0xe2, 31}));
    assertThat(client.farewell()).isEqualTo(FrameClient.COMPRESSION_ERROR);
    assertThat(edge.get("/").body()).isEqualTo("calm");
  }

  @Test
  void theEdgeKeepsASmallHeaderTableHoweverLargeItMayBe() throws Exception {
    try (FrameClient generous = new FrameClient(edge.port(), 1, 1 << 30)) {
      generous.send(FrameClient.get(1, "/"));
      // RFC 7541 section 6.3: a size update comes first and begins with the bits 001.
      int largest = largestTable(generous.await(HEADERS).payload());
      assertThat(largest).isLessThanOrEqualTo(4096);
    }
  }

  private static int largestTable(byte[] block) {
    int size = 4096;
    for (int at = 0; (block[at] & 0xe0) == 0x20; at++) {
      size = block[at] & 31;
      for (int shift = 0; size >= 31 && (shift == 0 || (block[at] & 128) != 0); shift += 7) {
        size += (block[++at] & 127) << shift;
      }
    }
    return size;
  }
}
