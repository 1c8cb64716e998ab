package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 section 11.2: no two readers of the same bytes may see different requests in them. */
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what is tested
final class SmugglingTest {
  private EdgeFixture edge;
  private RawServer instance;

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture();
    instance =
        edge.serve(
            request -> {
              byte[] body =
                  request.header("transfer-encoding").isEmpty() ? request.body() : chunks(request);
              request.ok(request.target() + " " + body.length);
              return true;
            });
  }

  private static byte[] chunks(RawServer.Request request) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf("0\r\n\r\n") < 0) {
      seen.append((char) request.in().read());
    }
    return seen.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
  }

  /** Every case is a head with its body; a second request follows that must never be answered. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // two lengths
        "POST / HTTP/1.1\r\n"
            + "Host: H\r\n"
            + "Content-Length: 5\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "0\r\n\r\n",
        "POST / HTTP/1.1\r\n"
            + "Host: H\r\n"
            + "Transfer-Encoding: chunked\r\n"
            + "Content-Length: 5\r\n\r\n"
            + "0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: 5, 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: +5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: -5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: 0x5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: 5 \t5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: H\r\nContent-Length:\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: 99999999999999999999\r\n\r\n",
        // transfer codings
        "POST / HTTP/1.0\r\nHost: H\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: identity\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\n"
            + "Host: H\r\n"
            + "Transfer-Encoding: chunked\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\nX: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: H\r\nX: y\r\n\tfolded\r\n\r\n",
        // line ends
        "GET / HTTP/1.1\nHost: H\n\n",
        "GET / HTTP/1.1\r\nHost: H\nX: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H\rX: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H\r\nX: a\rb\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H\r\nX: a\u0000b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H\r\nX: a\u007fb\r\n\r\n",
        "GET / HTTP/1.1\r\r\nHost: H\r\n\r\n",
        // names
        "GET / HTTP/1.1\r\nHost: H\r\n: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H\r\nX\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H\r\nX y: z\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H\r\nX\u00e9: z\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H\r\n(X): z\r\n\r\n",
        // hosts
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H\r\nHost: H\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H\r\nHost: other.localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H, other.localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: user@H\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H/path\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H:80:80\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: H:8o\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
        "GET http://other.localhost/ HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET http://H@other.localhost/ HTTP/1.1\r\nHost: H\r\n\r\n",
        // request lines
        "GET  / HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET / HTTP/1.1 \r\nHost: H\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET\t/ HTTP/1.1\r\nHost: H\r\n\r\n",
        " GET / HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET / http/1.1\r\nHost: H\r\n\r\n",
        "GET / HTTP/1.1x\r\nHost: H\r\n\r\n",
        "GET / HTTP/11\r\nHost: H\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: H\r\n\r\n",
        "GET /\r\n\r\n",
        "GET /#x HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET /\u0001 HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET /\u00e9 HTTP/1.1\r\nHost: H\r\n\r\n",
        "G(T / HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET index.html HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET /../etc/passwd HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET /a/%2e%2e/%2E./x HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET /a\\..\\b HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: H\r\n\r\n",
        "GET ftp://H/ HTTP/1.1\r\nHost: H\r\n\r\n",
      })
  void whatIsAmbiguousIsRefusedAndEndsTheConnection(String attack) throws IOException {
    try (RawClient client = edge.client()) {
      String bytes =
          attack.replace("H\r", EdgeFixture.HOST + "\r").replace("//H", "//" + EdgeFixture.HOST);
      client.send(bytes + "GET /smuggled HTTP/1.1\r\nHost: " + EdgeFixture.HOST + "\r\n\r\n");

      RawClient.Answer answer = client.answer();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(answer.header("x-request-id")).hasSize(32);
      assertThat(client.isClosed()).isTrue();
      assertThat(instance.heads()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5;ext=1\r\nhello\r\n0\r\n\r\n",
        "5;\r\nhello\r\n0\r\n\r\n",
        "5 \r\nhello\r\n0\r\n\r\n",
        " 5\r\nhello\r\n0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        "-1\r\nhello\r\n0\r\n\r\n",
        "\r\nhello\r\n0\r\n\r\n",
        "5\nhello\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5\r\nhello0\r\n\r\n",
        "5\r\nhelloXX0\r\n\r\n",
        "FFFFFFFFFFFFFFFF\r\nhello",
        "00000000000000005\r\nhello\r\n0\r\n\r\n",
        "5\r\nhello\r\n0\r\nbad trailer\r\n\r\n",
        "5\r\nhello\r\n0\r\nX: y\n\r\n",
      })
  void aBrokenChunkEndsTheConnection(String body) throws IOException {
    try (RawClient client = edge.client()) {
      client.send(
          "POST /first HTTP/1.1\r\nHost: "
              + EdgeFixture.HOST
              + "\r\nTransfer-Encoding: chunked\r\n\r\n"
              + body
              + "GET /smuggled HTTP/1.1\r\nHost: "
              + EdgeFixture.HOST
              + "\r\n\r\n");

      assertThat(client.answer().status()).isEqualTo(400);
      assertThat(client.isClosed()).isTrue();
      assertThat(instance.heads()).noneMatch(head -> head.contains("smuggled"));
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderEachWithItsOwnAnswer() throws IOException {
    try (RawClient client = edge.client()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        all.append("POST /" + i + " HTTP/1.1\r\nHost: " + EdgeFixture.HOST + "\r\n");
        all.append(
            i % 3 == 0
                ? "Transfer-Encoding: chunked\r\n\r\n5\r\nGET /\r\n0\r\n\r\n"
                : "Content-Length: 40\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n.....");
      }
      client.send(all.toString());
      for (int i = 0; i < 50; i++) {
        assertThat(client.answer().body()).startsWith("/" + i + " ");
      }
    }
  }

  @Test
  void connectAndTraceAreRefused() throws IOException {
    for (String request :
        List.of("CONNECT shop.localhost:443 HTTP/1.1", "CONNECT / HTTP/1.1", "TRACE / HTTP/1.1")) {
      try (RawClient client = edge.client()) {
        client.send(request + "\r\nHost: shop.localhost\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(405);
        assertThat(client.isClosed()).isTrue();
      }
    }
  }

  @Test
  void anOversizedHeadIsRefused() throws IOException {
    try (RawClient client = edge.client()) {
      client.send(
          "GET / HTTP/1.1\r\nHost: shop.localhost\r\nX: " + "a".repeat(60_000) + "\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(431);
    }
    try (RawClient client = edge.client()) {
      client.send("GET /" + "a".repeat(17_000) + " HTTP/1.1\r\nHost: shop.localhost\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(414);
    }
    try (RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: shop.localhost\r\n" + "a: b\r\n".repeat(300) + "\r\n");
      assertThat(client.answer().status()).isEqualTo(431);
    }
  }

  @Test
  void anUnreadBodyDoesNotBecomeTheNextRequest() throws Exception {
    edge.publish();
    try (RawClient client = edge.client()) {
      String inner = "GET /smuggled HTTP/1.1\r\nHost: shop.localhost\r\n\r\n";
      client.send(
          "POST / HTTP/1.1\r\nHost: shop.localhost\r\nContent-Length: "
              + inner.length()
              + "\r\n\r\n"
              + inner
              + "GET /next HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(edge.log()).extracting(entry -> entry.path()).containsExactly("/", "/next");
    }
  }

  @Test
  void aHugeUnreadBodyEndsTheConnection() throws IOException {
    edge.publish();
    try (RawClient client = edge.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: shop.localhost\r\nContent-Length: 10000000\r\n\r\n"
              + "x".repeat(600_000));
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(client.isClosed()).isTrue();
    }
  }
}
