package np.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import np.server.ProbeFeature;
import np.server.RawHttp;
import np.server.ServerRig;
import np.server.TestClient.Reply;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
}
