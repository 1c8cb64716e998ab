package np.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
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

/** What a web page or a rebound name may not do. */
class DoorTest {
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

  private static int port() {
    return rig.server().port();
  }
}
