package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import np.model.Endpoint;
import np.model.InstanceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP/2 with prior knowledge from clients, and to instances for gRPC. */
final class Http2Test {
  private EdgeFixture edge;
  private RawServer instance;
  private H2Client client;

  @BeforeEach
  void start() throws Exception {
    edge = new EdgeFixture();
    instance =
        edge.serve(
            request -> {
              byte[] body = request.body();
              if (request.header("transfer-encoding").equals("chunked")) {
                StringBuilder all = new StringBuilder();
                while (all.indexOf("0\r\n\r\n") < 0) {
                  all.append((char) request.in().read());
                }
                body = all.toString().getBytes(StandardCharsets.ISO_8859_1);
              }
              request.ok(request.target() + "|" + new String(body, StandardCharsets.UTF_8));
              return true;
            });
    client = new H2Client(edge.port());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    edge.close();
  }

  private static Http2Headers get(String path) {
    return new DefaultHttp2Headers()
        .method("GET")
        .scheme("http")
        .authority(EdgeFixture.HOST)
        .path(path);
  }

  @Test
  void manyRequestsShareAConnection() throws Exception {
    List<H2Client.Stream> streams =
        IntStream.range(0, 80).mapToObj(i -> client.send(get("/" + i), null)).toList();
    for (int i = 0; i < 80; i++) {
      H2Client.Stream stream = streams.get(i).awaitEnd();
      assertThat(stream.status()).isEqualTo("200");
      assertThat(stream.body()).isEqualTo("/" + i + "|");
      assertThat(stream.header("x-request-id")).hasSize(32);
    }
    assertThat(instance.heads().getFirst()).contains("\r\nhost: shop.localhost\r\n");
    assertThat(edge.log()).extracting(entry -> entry.protocol()).containsOnly("HTTP/2.0");
  }

  @Test
  void bodiesPassWithAndWithoutALength() throws Exception {
    H2Client.Stream unknown = client.send(get("/a").method("POST"), "hello").awaitEnd();
    assertThat(unknown.body()).isEqualTo("/a|5\r\nhello\r\n0\r\n\r\n");
    H2Client.Stream known =
        client.send(get("/b").method("POST").set("content-length", "5"), "hello").awaitEnd();
    assertThat(known.body()).isEqualTo("/b|hello");
  }

  @Test
  void cookiesAreJoinedAndForwardingFieldsReplaced() throws Exception {
    client
        .send(get("/").add("cookie", "a=1").add("cookie", "b=2").add("x-forwarded-for", "6"), null)
        .awaitEnd();
    assertThat(instance.heads().getLast())
        .contains("cookie: a=1; b=2\r\n", "X-Forwarded-For: 127.0.0.1\r\n")
        .doesNotContain(": 6\r\n");
  }

  @Test
  void whatWouldBeAmbiguousInHttp1IsReset() {
    List<Http2Headers> bad =
        List.of(
            raw("/").add("x", "a\r\nb: c"),
            raw("/").add("x", "a\u0000"),
            raw("/").add("transfer-encoding", "chunked"),
            raw("/").add("connection", "close"),
            raw("/").add("x y", "z"),
            raw("/").add("X-Upper", "z"),
            raw("/").add("host", "other.localhost"),
            raw("/ HTTP/1.1\r\nX: y"),
            raw("/a b"),
            raw("/../up"),
            raw("x"),
            raw("/").method("GET /smuggled HTTP/1.1\r\nx:"),
            raw("/").add("content-length", "5").add("content-length", "5"),
            raw("/").add("content-length", "5"),
            raw("/").authority("a.localhost, b.localhost"),
            raw("/").authority(""));
    for (Http2Headers headers : bad) {
      H2Client.Stream stream = client.send(headers, null);
      assertThat(stream.awaitEnd().wasReset()).as(headers.toString()).isTrue();
    }
    assertThat(instance.heads()).isEmpty();
  }

  private static Http2Headers raw(String path) {
    return new DefaultHttp2Headers(false)
        .method("GET")
        .scheme("http")
        .authority(EdgeFixture.HOST)
        .path(path);
  }

  @Test
  void grpcPassesWithItsTrailersEndToEnd() throws Exception {
    try (H2Server grpc = new H2Server()) {
      edge.serve(new Endpoint(new InstanceId("grpc-1"), "127.0.0.1", grpc.port()));
      Http2Headers call =
          get("/pkg.Service/Call")
              .method("POST")
              .set("content-type", "application/grpc+proto")
              .set("te", "trailers");

      H2Client.Stream stream = client.send(call, "request").awaitEnd();

      assertThat(stream.status()).isEqualTo("200");
      assertThat(stream.body()).isEqualTo("/pkg.Service/Call trailers 127.0.0.1 request");
      assertThat(stream.trailer("grpc-status")).isEqualTo("0");
      H2Client.Stream failing = client.send(call.path("/fails"), "request").awaitEnd();
      assertThat(failing.header("grpc-status")).isEqualTo("5");
    }
  }

  @Test
  void aGrpcAnswerWithoutBodyHasAnEndInHttp1Too() throws Exception {
    try (H2Server grpc = new H2Server();
        RawClient old = edge.client()) {
      edge.serve(new Endpoint(new InstanceId("grpc-1"), "127.0.0.1", grpc.port()));
      for (int i = 0; i < 2; i++) {
        old.send("POST /fails HTTP/1.1\r\nHost: shop.localhost\r\nContent-Length: 0\r\n");
        RawClient.Answer answer = old.send("Content-Type: application/grpc\r\n\r\n").answer();
        assertThat(answer.header("grpc-status")).isEqualTo("5");
        assertThat(answer.header("content-length")).isEqualTo("0");
      }
    }
  }

  @Test
  void aFloodOfPingsEndsTheConnection() throws Exception {
    client.flood(2_000);
    assertThat(client.awaitClosed()).isTrue();
    assertThat(edge.get("/").status()).isEqualTo(200);
  }

  @Test
  void aFloodOfResetsEndsTheConnection() throws Exception {
    for (int i = 0; i < 400 && client.isOpen(); i++) {
      client.sendAndReset(get("/" + i));
    }
    assertThat(client.awaitClosed()).isTrue();
    assertThat(edge.get("/").status()).isEqualTo(200);
  }

  @Test
  void anOversizedHeaderListIsRefused() throws IOException {
    H2Client.Stream stream = client.send(get("/").add("x", "a".repeat(40_000)), null);
    assertThat(stream.awaitEnd().status()).isNotEqualTo("200");
    assertThat(instance.heads()).isEmpty();
  }

  @Test
  void largeBodiesPassBothWays() throws Exception {
    String large = "0123456789".repeat(300_000);
    H2Client.Stream stream =
        client
            .send(get("/x").method("POST").set("content-length", "" + large.length()), large)
            .awaitEnd();
    assertThat(stream.body()).isEqualTo("/x|" + large);
  }
}
