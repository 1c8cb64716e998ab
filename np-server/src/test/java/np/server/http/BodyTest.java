package np.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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

/** Bodies that are too large, too slow or of the wrong kind. */
class BodyTest {
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
