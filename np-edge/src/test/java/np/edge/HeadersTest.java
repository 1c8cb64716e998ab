package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import np.model.Hostname;
import np.model.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an instance is told about the request and its client. */
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what is tested
final class HeadersTest {
  private EdgeFixture edge;
  private RawServer instance;

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture();
    instance =
        edge.serve(
            request -> {
              request.ok(request.target());
              return true;
            });
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
  }

  private String seen(String extra) throws IOException {
    try (RawClient client = edge.client()) {
      client.send("GET /p?q=1 HTTP/1.1\r\nHost: Shop.LOCALHOST.:8080\r\n" + extra + "\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
    return instance.heads().getLast();
  }

  @Test
  void forwardingFieldsAreTheEdgesOwnWhateverTheClientSays() throws IOException {
    StringBuilder spoofed = new StringBuilder();
    for (String name :
        List.of(
            "X-Forwarded-For",
            "x-forwarded-for",
            "X-FORWARDED-PROTO",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-User",
            "X_Forwarded_For",
            "X-Forwarded_For",
            "Forwarded",
            "X-Real-IP",
            "X_Real_IP",
            "X-Client-IP",
            "True-Client-IP",
            "X-Cluster-Client-Ip",
            "X-Request-Id",
            "Proxy")) {
      spoofed.append(name).append(": 6.6.6.6\r\n");
    }

    String head = seen(spoofed + "Connection: X-Forwarded-For, X-Real-IP, Forwarded, Host\r\n");

    assertThat(head).doesNotContain("6.6.6.6");
    assertThat(head)
        .containsOnlyOnce("X-Forwarded-For: 127.0.0.1\r\n")
        .containsOnlyOnce("X-Real-IP: 127.0.0.1\r\n")
        .containsOnlyOnce("X-Forwarded-Proto: http\r\n")
        .containsOnlyOnce("X-Forwarded-Host: Shop.LOCALHOST.:8080\r\n")
        .containsOnlyOnce(
            "\r\nForwarded: for=127.0.0.1;host=\"Shop.LOCALHOST.:8080\";proto=http\r\n")
        .containsOnlyOnce("\r\nHost: Shop.LOCALHOST.:8080\r\n")
        .containsOnlyOnce("X-Request-Id: ");
  }

  @Test
  void fieldsOfTheHopEndAtTheEdge() throws IOException {
    String head =
        seen(
            "Connection: keep-alive, X-Mine, close-to-me\r\nKeep-Alive: timeout=5\r\nX-Mine: 1\r\n"
                + "Close-To-Me: 1\r\nTE: trailers\r\nProxy-Authorization: Basic x\r\n"
                + "Proxy-Connection: close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAA\r\nX-Kept: 1\r\n"
                + "Cookie: a=b\r\nAuthorization: Bearer t\r\n");

    assertThat(head)
        .contains("X-Kept: 1\r\n", "Cookie: a=b\r\n", "Authorization: Bearer t\r\n")
        .startsWith("GET /p?q=1 HTTP/1.1\r\n");
    assertThat(head.toLowerCase(Locale.ROOT))
        .doesNotContain("x-mine", "close-to-me", "\r\nte:", "proxy-", "upgrade", "http2-settings")
        .doesNotContain("\r\nconnection:", "keep-alive");
  }

  @Test
  void theRequestIdIsTheSameForInstanceClientAndLog() throws IOException {
    try (RawClient client = edge.client()) {
      String id = client.get(EdgeFixture.HOST, "/").answer().header("x-request-id");

      assertThat(instance.heads().getLast()).contains("X-Request-Id: " + id + "\r\n");
      assertThat(edge.log())
          .last()
          .satisfies(
              entry -> {
                assertThat(entry.requestId()).isEqualTo(id);
                assertThat(entry.app()).isEqualTo("acme/shop");
                assertThat(entry.instance()).isEqualTo("web-0001");
                assertThat(entry.status()).isEqualTo(200);
                assertThat(entry.client()).isEqualTo("127.0.0.1");
                assertThat(entry.bytesOut()).isEqualTo(1);
              });
    }
  }

  @Test
  void routesGoByHostAndTheLongestPrefixOnSegmentBorders() throws IOException {
    Hostname host = new Hostname(EdgeFixture.HOST);
    edge.publish(
        EdgeFixture.proxy(EdgeFixture.HOST, EdgeFixture.WEB),
        new Route.Proxy(host, "/api", EdgeFixture.WEB, Route.Prefix.STRIP),
        new Route.Closed(host, "/api/old", EdgeFixture.WEB.app(), "moved away"),
        new Route.Redirect(
            new Hostname("www.localhost"),
            "/",
            EdgeFixture.WEB.app(),
            new Hostname("a.localhost")));

    assertThat(edge.get("/apix").body()).isEqualTo("/apix");
    assertThat(edge.get("/api").body()).isEqualTo("/");
    assertThat(edge.get("/api?x=1").body()).isEqualTo("/?x=1");
    assertThat(edge.get("/api/v1/x?y=/api").body()).isEqualTo("/v1/x?y=/api");
    assertThat(edge.get("/api/old/thing").status()).isEqualTo(503);
    assertThat(edge.get("/x/../api/./old").status()).isEqualTo(503);
    assertThat(edge.get("/x/%2e%2E/api/v2").body()).isEqualTo("/v2");
    assertThat(edge.get("/a//b/..%2fc").body()).isEqualTo("/a//b/..%2fc");
    try (RawClient client = edge.client()) {
      RawClient.Answer answer = client.get("WWW.localhost", "/x?y").answer();
      assertThat(answer.status()).isEqualTo(308);
      assertThat(answer.header("location")).isEqualTo("http://a.localhost/x?y");
      client.send("GET http://shop.localhost?z HTTP/1.1\r\nHost: shop.localhost\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo("/?z");
    }
  }
}
