package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an instance answers, well or badly, and what the client gets of it. */
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what is tested
final class ResponseTest {
  private EdgeFixture edge;

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture();
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/3.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nBad Name: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\r\n folded\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
        "HTTP/1.1 099 Low\r\n\r\n",
      })
  void aMalformedAnswerIs502(String answer) throws IOException {
    edge.serve(
        request -> {
          request.write(answer);
          return false;
        });

    assertThat(edge.get("/").status()).isEqualTo(502);
  }

  @Test
  void aConnectionThatClosesWithoutAnswerIs502WithAReadablePage() throws IOException {
    edge.serve(request -> false);

    try (RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: shop.localhost\r\nAccept: application/json\r\n\r\n");
      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
      assertThat(answer.body())
          .contains("\"status\":502")
          .contains("\"requestId\":\"" + answer.header("x-request-id") + "\"");
      client.send("GET / HTTP/1.1\r\nHost: nobody.localhost\r\nAccept: text/html,*/*\r\n\r\n");
      assertThat(client.answer().body()).contains("<h1>404 Not Found</h1>");
    }
  }

  @Test
  void aTruncatedBodyNeverLooksComplete() throws IOException {
    edge.serve(
        request -> {
          request.write(
              request.target().equals("/chunked")
                  ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
                  : "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
          return false;
        });

    for (String target : new String[] {"/chunked", "/length"}) {
      try (RawClient client = edge.client()) {
        client.get(EdgeFixture.HOST, target);
        assertThat(client.head()).startsWith("HTTP/1.1 200");
        assertThat(readAll(client)).doesNotContain("0\r\n\r\n").endsWith("reset");
      }
    }
  }

  private static String readAll(RawClient client) {
    StringBuilder out = new StringBuilder();
    try {
      for (int c = client.in().read(); c >= 0; c = client.in().read()) {
        out.append((char) c);
      }
      return out + "end";
    } catch (IOException e) {
      return out + "reset";
    }
  }

  @Test
  void whatComesAfterAnAnswerIsNeverGivenToTheNextRequest() throws IOException {
    RawServer instance =
        edge.serve(
            request -> {
              request.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                      + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
              return true;
            });

    try (RawClient client = edge.client()) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.get(EdgeFixture.HOST, "/").answer().body()).isEqualTo("ok");
      }
    }
    assertThat(instance.connections()).isEqualTo(5);
  }

  @Test
  void anAnswerWithoutLengthEndsWithItsConnection() throws IOException {
    edge.serve(
        request -> {
          request.write("HTTP/1.0 200 Fine\r\nConnection: X-Gone\r\nX-Gone: 1\r\n\r\nbody");
          return false;
        });

    try (RawClient client = edge.client()) {
      RawClient.Answer answer = client.get(EdgeFixture.HOST, "/").answer();
      assertThat(answer.head()).startsWith("HTTP/1.1 200 Fine\r\n");
      assertThat(answer.header("transfer-encoding")).isEqualTo("chunked");
      assertThat(answer.header("x-gone")).isEmpty();
      assertThat(answer.body()).isEqualTo("body");
      assertThat(client.get(EdgeFixture.HOST, "/").answer().status()).isEqualTo(200);
      client.send("GET / HTTP/1.0\r\nHost: shop.localhost\r\nConnection: keep-alive\r\n\r\n");
      RawClient.Answer old = client.answer();
      assertThat(old.header("transfer-encoding")).isEmpty();
      assertThat(old.body()).isEqualTo("body");
    }
  }

  @Test
  void answersWithoutABodyDoNotStopTheConnection() throws IOException {
    edge.serve(
        request -> {
          request.write(
              switch (request.target()) {
                case "/head" -> "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";
                case "/204" -> "HTTP/1.1 204 No Content\r\n\r\n";
                case "/304" -> "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n";
                default -> "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
              });
          return true;
        });

    try (RawClient client = edge.client()) {
      client.send("HEAD /head HTTP/1.1\r\nHost: shop.localhost\r\n\r\n");
      assertThat(client.head()).contains("Content-Length: 100");
      assertThat(client.get(EdgeFixture.HOST, "/204").answer().status()).isEqualTo(204);
      assertThat(client.get(EdgeFixture.HOST, "/304").answer().status()).isEqualTo(304);
      assertThat(client.get(EdgeFixture.HOST, "/0").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void interimAnswersReachTheClient() throws IOException {
    edge.serve(
        request -> {
          request.write("HTTP/1.1 100 Continue\r\n\r\n");
          String body = new String(request.body(), java.nio.charset.StandardCharsets.UTF_8);
          request.write("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
          request.ok(body);
          return true;
        });

    try (RawClient client = edge.client()) {
      client.send(
          "PUT / HTTP/1.1\r\nHost: shop.localhost\r\nExpect: 100-continue\r\n"
              + "Content-Length: 5\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(100);
      client.send("hello");
      assertThat(client.answer().header("link")).isEqualTo("</a.css>");
      assertThat(client.answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void trailersOfAChunkedAnswerPassWithoutThoseThatFrame() throws IOException {
    edge.serve(
        request -> {
          request.write(
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + "5\r\nhello\r\n0\r\nX-Sum: 1\r\nContent-Length: 9\r\n\r\n");
          return true;
        });

    assertThat(edge.get("/").body()).isEqualTo("hello\n[X-Sum: 1]");
  }
}
