package np.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import np.server.ProbeFeature;
import np.server.RawHttp;
import np.server.ServerRig;
import np.server.TestClient;
import np.server.TestClient.Reply;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ApiServerTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir static Path directory;

  static ServerRig rig;

  @BeforeAll
  static void start() {
    rig =
        ServerRig.start(
            POSTGRES.dataSource(), directory, kernel -> List.of(new ProbeFeature(kernel)));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:7070",
        "127.0.0.1@evil.example",
        "169.254.169.254",
        "[::2]"
      })
  void aHostThatIsNotOursIsRefusedBeforeAnythingElse(String host) {
    String answer = RawHttp.request(port(), "GET /v1/health", "Host: " + host);

    assertThat(answer).doesNotStartWith("HTTP/1.1 200").contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:7070",
        "127.0.0.1:1",
        "[::1]",
        "[::1]:7070",
        "np.example.com"
      })
  void ourOwnNamesAreServed(String host) {
    assertThat(RawHttp.request(port(), "GET /v1/health", "Host: " + host))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "file://"})
  void aPageOfAnotherOriginChangesNothing(String origin) {
    Reply reply =
        rig.operator().header("Origin", origin).post("/v1/tenants", "{\"name\":\"evil\"}");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(rig.operator().get("/v1/tenants").body()).doesNotContain("evil");
  }

  @Test
  void aPageOfOurOwnOriginMayCall() {
    String own = "http://127.0.0.1:" + port();

    assertThat(rig.operator().header("Origin", own).get("/v1/whoami").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json-patch+json",
        "application/gzip"
      })
  void aFormIsNoMutation(String type) {
    Reply reply =
        rig.operator()
            .header("Content-Type", type)
            .send("POST", "/v1/tenants", BodyPublishers.ofString("{\"name\":\"form\"}"));

    assertThat(reply.status()).isEqualTo(415);
    assertThat(rig.operator().get("/v1/tenants").body()).doesNotContain("form");
  }

  @Test
  void aRouteWithoutBodyTakesNoneOrAnEmptyObject() {
    assertThat(rig.operator().json("DELETE", "/v1/tokens/none", "{}").status()).isEqualTo(404);
    assertThat(rig.operator().json("DELETE", "/v1/tokens/none", "{\"a\":1}").status())
        .isEqualTo(400);
    assertThat(
            rig.operator()
                .header("Content-Type", "text/plain")
                .send("DELETE", "/v1/tokens/none", BodyPublishers.ofString("x"))
                .status())
        .isEqualTo(415);
  }

  @Test
  void theWrongMethodIsAnsweredWithThoseThatThereAre() {
    Reply reply = rig.operator().send("PATCH", "/v1/tokens", BodyPublishers.noBody());

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo("GET, POST");
    assertProblem(reply, "NP0112");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/",
        "/v2/health",
        "/v1/health/",
        "/v1//health",
        "/v1/./health",
        "/v1/x/../health",
        "/v1/%2e%2e/v1/health",
        "/v1%2fhealth",
        "/v1/health;x",
        "/v1/health%00",
        "/V1/HEALTH",
        "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q"
      })
  void aPathHasOneSpellingOnly(String path) {
    String answer = RawHttp.request(port(), "GET " + path, "Host: localhost");

    assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*").contains("\"code\":\"NP0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/health HTTP/1.1\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n",
        "GET /v1/health\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001",
        "GET http://evil.example/v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "POST /v1/tenants HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /v1/tenants HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost : localhost\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n",
        "GET /v1/health HTTP/1.1\nHost: localhost\n\n"
      })
  void whatIsAmbiguousIsRefusedWithAProblem(String request) {
    String answer = RawHttp.send(port(), request);

    assertThat(answer).matches("(?s)(HTTP/1.1 (4[0-9][0-9]|505) .*)?").doesNotContain("Exception");
  }

  @Test
  void headersThatAreTooLargeAreRefused() {
    String answer =
        RawHttp.request(port(), "GET /v1/health", "Host: localhost", "X: " + "x".repeat(20_000));

    assertThat(answer).startsWith("HTTP/1.1 431").contains("application/problem+json");
  }

  @RepeatedTest(10)
  void aBodyOverOneMebibyteIsRefusedWhetherAnnouncedOrNot() {
    byte[] large = new byte[8 << 20];
    TestClient json = rig.operator().header("Content-Type", "application/json");

    Reply announced = json.send("POST", "/v1/probe", BodyPublishers.ofByteArray(large));
    Reply chunked =
        json.send(
            "POST",
            "/v1/probe",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

    assertProblem(announced, "NP0113");
    assertProblem(chunked, "NP0113");
  }

  @Test
  void anUploadHasItsOwnLimit() {
    TestClient gzip = rig.operator().header("Content-Type", "application/gzip");

    assertThat(
            gzip.send("POST", "/v1/probe/upload", BodyPublishers.ofByteArray(new byte[1000]))
                .body())
        .isEqualTo("{\"effects\":1000}");
    assertProblem(
        gzip.send(
            "POST",
            "/v1/probe/upload",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[1001]))),
        "NP0113");
  }

  @Test
  void anEncodedBodyIsRefused() {
    assertThat(rig.operator().header("Content-Encoding", "gzip").post("/v1/probe", "{}").status())
        .isEqualTo(415);
  }

  @Test
  void aBodyThatStopsHalfwayHoldsUpNobody() throws Exception {
    String head =
        "POST /v1/probe HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer "
            + rig.token()
            + "\r\nContent-Length: 100\r\n\r\n{";
    Socket[] stalled = new Socket[200];
    try {
      for (int i = 0; i < stalled.length; i++) {
        stalled[i] = new Socket(InetAddress.getLoopbackAddress(), port());
        OutputStream out = stalled[i].getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
      assertThat(rig.operator().get("/v1/whoami").status()).isEqualTo(200);
    } finally {
      for (Socket socket : stalled) {
        close(socket);
      }
    }
  }

  @Test
  void aBodyThatNeverComesIsAnsweredWith408() {
    String answer =
        RawHttp.send(
            port(),
            "POST /v1/probe HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer "
                + rig.token()
                + "\r\nContent-Length: 100\r\n\r\n{");

    assertThat(answer).startsWith("HTTP/1.1 408").contains("application/problem+json");
  }

  @Test
  void whenTheDatabaseComesBackSoDoesTheServer() throws Exception {
    try (Connection connection = POSTGRES.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()
          """);
    }

    await().until(() -> rig.operator().get("/v1/whoami").status() == 200);
  }

  @Test
  void theUnforeseenIsAnsweredWithAnIdAndWithoutItsInside() {
    Reply reply =
        rig.operator()
            .header("X-Request-Id", "my-id.1")
            .post("/v1/probe", "{\"kind\":\"crash\",\"note\":\"\"}");

    assertThat(reply.status()).isEqualTo(500);
    assertProblem(reply, "NP0600");
    assertThat(reply.header("X-Request-Id")).isEqualTo("my-id.1");
    assertThat(reply.body()).contains("my-id.1").doesNotContain("inner-detail", "Exception", "np.");
  }

  @Test
  void aRequestIdThatCouldForgeALogLineIsReplaced() {
    Reply reply = rig.operator().header("X-Request-Id", "a b=c").get("/v1/whoami");

    assertThat(reply.header("X-Request-Id")).matches("[0-9a-f]{16}");
  }

  @Test
  void anUnknownQueryParameterIsRefusedAndADoubledOneToo() {
    assertProblem(rig.operator().get("/v1/probe/x?txt=1"), "NP0112");
    assertProblem(rig.operator().get("/v1/probe/x?text=1&text=2"), "NP0112");
    assertProblem(rig.operator().get("/v1/probe/x?text=%00"), "NP0112");
    assertProblem(rig.operator().get("/v1/probe/x?text=%ff"), "NP0112");
    assertThat(rig.operator().get("/v1/probe/%C3%A9?text=a+b%26").body())
        .isEqualTo("{\"kind\":\"é\",\"note\":\"a b&\"}");
  }

  @Test
  void anAnswerIsNeitherCachedNorSniffed() {
    Reply reply = rig.operator().get("/v1/whoami");

    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Server")).isEmpty();
    assertThat(rig.anonymous().get("/v1/whoami").header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void theAccessLogHasNoSecretAndOneLineEach() {
    String token = rig.token();
    rig.operator().get("/v1/probe/%22x%0a?text=needle");
    rig.operator().get("/v1/probe/canary?text=needle");

    await()
        .until(
            () ->
                rig.accessLog().stream()
                    .anyMatch(line -> line.contains("path=/v1/probe/canary status=200")));
    assertThat(rig.accessLog())
        .noneMatch(line -> line.contains(token) || line.contains("needle"))
        .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
  }

  @Test
  void everyRouteIsDescribedAndEveryReferenceResolves() {
    JsonNode document = rig.anonymous().get("/v1/openapi.json").json();

    rig.server()
        .routes()
        .forEach(
            route ->
                assertThat(
                        document
                            .get("paths")
                            .path(route.path())
                            .has(route.method().name().toLowerCase(Locale.ROOT)))
                    .as(route.name())
                    .isTrue());
    for (JsonNode reference : document.findValues("$ref")) {
      String name = reference.stringValue().replace("#/components/schemas/", "");
      assertThat(document.get("components").get("schemas").has(name)).as(name).isTrue();
    }
  }

  @Test
  void metricsCountRequestsByRouteAndNotByPath() {
    rig.operator().get("/v1/probe/one");
    rig.operator().get("/v1/probe/two");

    await()
        .untilAsserted(
            () ->
                assertThat(rig.operator().get("/metrics").body())
                    .contains("# TYPE np_api_requests_total counter")
                    .containsPattern(
                        "np_api_requests_total\\{route=\"GET /v1/probe/\\{name}\",status=\"200\"} [0-9]")
                    .doesNotContain("/v1/probe/one"));
  }

  private static void assertProblem(Reply reply, String code) {
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.json().get("status").intValue()).isEqualTo(reply.status());
  }

  private static int port() {
    return rig.server().port();
  }

  private static void close(Socket socket) throws IOException {
    if (socket != null) {
      socket.close();
    }
  }
}
