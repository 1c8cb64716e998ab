package np.edge;

import static np.edge.FrameClient.DATA;
import static np.edge.FrameClient.END_STREAM;
import static np.edge.FrameClient.GOAWAY;
import static np.edge.FrameClient.HEADERS;
import static np.edge.FrameClient.RST_STREAM;
import static np.edge.FrameClient.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import np.edge.FrameClient.Frame;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8441: WebSockets of clients that speak HTTP/2, to instances that speak HTTP/1.1. */
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what is tested
final class Http2WebSocketTest {
  private static final byte[] ENABLE_CONNECT_PROTOCOL = {0, 8, 0, 0, 0, 1};
  private static final int CANCEL = 8;

  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
  private EdgeFixture edge;
  private RawServer instance;
  private FrameClient client;

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture();
    instance = edge.serve(this::answer);
    client = new FrameClient(edge.port());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    edge.close();
  }

  /** Switches and says everything again in upper case, up to a q; the path may ask for less. */
  private boolean answer(RawServer.Request request) throws IOException {
    if (request.target().equals("/forbidden")) {
      request.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
      return true;
    } else if (!request.header("upgrade").equals("websocket") || request.target().equals("/page")) {
      request.ok("a page");
      return true;
    }
    String key = request.target().equals("/unproven") ? "" : request.header("sec-websocket-key");
    request.write(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Accept: "
            + proof(key)
            + "\r\nSec-WebSocket-Protocol: chat\r\n\r\nhi");
    for (int c = request.in().read(); c >= 0 && c != 'q'; c = request.in().read()) {
      request.out().write(Character.toUpperCase(c));
      request.out().flush();
    }
    return false;
  }

  private static String proof(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      String text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
      return Base64.getEncoder()
          .encodeToString(sha1.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private Http2Headers headers() throws Exception {
    Frame frame = client.await(HEADERS);
    return decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()));
  }

  private void open() throws Exception {
    client.send(
        FrameClient.connect(
            1, "websocket", "/socket?a=b", "sec-websocket-version", "13", "origin", "http://x"));
    assertThat(headers().status()).hasToString("200");
    assertThat(client.text(2)).isEqualTo("hi");
  }

  @Test
  void theEdgeSaysThatItCan() throws Exception {
    assertThat(client.await(SETTINGS).payload()).containsSubsequence(ENABLE_CONNECT_PROTOCOL);
  }

  @Test
  void bytesPassBothWays() throws Exception {
    client.send(FrameClient.connect(1, "websocket", "/socket", "sec-websocket-key", "mine"));
    client.send(FrameClient.data(1, "early"));
    Http2Headers head = headers();
    assertThat(head.status()).hasToString("200");
    assertThat(head.get("sec-websocket-protocol")).hasToString("chat");
    assertThat(head.contains("sec-websocket-accept")).isFalse();
    assertThat(head.contains("upgrade")).isFalse();
    assertThat(client.text(7)).isEqualTo("hiEARLY");
    client.send(FrameClient.data(1, "late"));
    assertThat(client.text(4)).isEqualTo("LATE");
    assertThat(instance.heads().getFirst())
        .startsWith("GET /socket HTTP/1.1\r\n")
        .contains("\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
        .containsOnlyOnce("ec-WebSocket-Key: ")
        .doesNotContain("mine", "protocol");
  }

  @Test
  void otherRequestsGoOnBesideIt() throws Exception {
    open();
    client.send(FrameClient.get(3, "/page"));
    assertThat(client.text(6)).isEqualTo("a page");
    client.send(FrameClient.data(1, "still"));
    assertThat(client.text(5)).isEqualTo("STILL");
  }

  @Test
  void theInstancesEndEndsTheStream() throws Exception {
    open();
    client.send(FrameClient.data(1, "byeq"));
    assertThat(client.text(3)).isEqualTo("BYE");
    Frame end = client.awaitEnd();
    assertThat(end.type()).isEqualTo(DATA);
    assertThat(end.stream()).isEqualTo(1);
    Awaitility.await().until(() -> !edge.log().isEmpty());
    assertThat(edge.log()).last().extracting(entry -> entry.status()).isEqualTo(200);
  }

  @Test
  void theClientsEndEndsTheTunnelAtTheInstance() throws Exception {
    open();
    client.send(new Frame(DATA, END_STREAM, 1, new byte[0]));
    Awaitility.await().until(() -> instance.openConnections() == 0);
    assertThat(client.awaitEnd().stream()).isEqualTo(1);
  }

  @Test
  void theClientsResetEndsTheTunnelAtTheInstance() throws Exception {
    open();
    client.send(FrameClient.number(RST_STREAM, 1, CANCEL));
    Awaitility.await().until(() -> instance.openConnections() == 0);
    client.send(FrameClient.get(3, "/page"));
    assertThat(client.text(6)).isEqualTo("a page");
  }

  @Test
  void theEndOfTheConnectionEndsTheTunnelAtTheInstance() throws Exception {
    open();
    client.close();
    Awaitility.await().until(() -> instance.openConnections() == 0);
  }

  @Test
  void aRefusalComesAsItIs() throws Exception {
    client.send(FrameClient.connect(1, "websocket", "/forbidden"));
    assertThat(headers().status()).hasToString("403");
    assertThat(client.text(2)).isEqualTo("no");
  }

  @Test
  void anAnswerThatIsNoTunnelIsNotTakenForOne() throws Exception {
    client.send(FrameClient.connect(1, "websocket", "/page"));
    assertThat(headers().status()).hasToString("502");
    client.send(FrameClient.connect(3, "websocket", "/unproven"));
    assertThat(headers().status()).hasToString("502");
    Awaitility.await().until(() -> instance.openConnections() == 0);
  }

  @Test
  void otherProtocolsAreNotCarried() throws Exception {
    client.send(FrameClient.connect(1, "connect-udp", "/"));
    assertThat(headers().status()).hasToString("501");
    assertThat(instance.heads()).isEmpty();
  }

  @Test
  void aRequestThatCannotBeMeantIsReset() throws Exception {
    Frame ended = FrameClient.connect(1, "websocket", "/");
    client.send(new Frame(HEADERS, ended.flags() | END_STREAM, 1, ended.payload()));
    assertThat(client.await(RST_STREAM).stream()).isEqualTo(1);
    client.send(FrameClient.connect(3, "websocket", "/", "content-length", "5"));
    assertThat(client.await(RST_STREAM).stream()).isEqualTo(3);
    assertThat(instance.heads()).isEmpty();
  }

  @Test
  void aTunnelLivesOnWhileTheEdgeDrainsAndEndsWithItsDeadline() throws Exception {
    open();
    Thread stopping = Thread.ofVirtual().start(() -> edge.server().stop(Duration.ofSeconds(2)));
    client.await(GOAWAY);
    client.send(FrameClient.data(1, "last"));
    assertThat(client.text(4)).isEqualTo("LAST");
    client.farewell();
    Awaitility.await().until(() -> instance.openConnections() == 0);
    stopping.join();
  }
}
