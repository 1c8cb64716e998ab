package np.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import np.server.ProbeFeature;
import np.server.ServerRig;
import np.server.TestClient;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EventStreamTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir Path directory;

  private final AtomicReference<ProbeFeature> probe = new AtomicReference<>();
  private ServerRig rig;

  @BeforeEach
  void start() {
    rig =
        ServerRig.start(
            POSTGRES.another(),
            directory,
            kernel -> {
              probe.set(new ProbeFeature(kernel));
              return List.of(probe.get());
            });
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void revokingATokenCutsItsStreamsAndNoOthers() throws Exception {
    JsonNode made =
        rig.operator().post("/v1/tokens", "{\"name\":\"ci\",\"role\":\"viewer\"}").json();
    TestClient viewer = rig.anonymous().with(made.get("value").stringValue());
    try (BufferedReader cut = lines(viewer.open("/v1/probe-stream"));
        BufferedReader kept = lines(rig.operator().open("/v1/probe-stream"))) {
      readUntil(cut, "data: {\"number\":1}");
      readUntil(kept, "data: {\"number\":1}");

      String id = made.get("token").get("id").stringValue();
      assertThat(rig.operator().delete("/v1/tokens/" + id).status()).isEqualTo(204);

      assertThat(cut.lines().filter(line -> !line.isBlank() && !line.startsWith(":"))).isEmpty();
      readUntil(kept, ": ");
      assertThat(viewer.get("/v1/whoami").status()).isEqualTo(401);
    }
  }

  @Test
  void anEventHasItsIdNameAndOneLineOfData() throws Exception {
    try (BufferedReader reader = lines(rig.operator().open("/v1/probe-stream"))) {
      readUntil(reader, "id: 7");
      assertThat(reader.readLine()).isEqualTo("event: tick");
      assertThat(reader.readLine()).isEqualTo("data: {\"number\":1}");
      assertThat(reader.readLine()).isEmpty();
    }
  }

  @Test
  void aQuietStreamNoticesThatItsClientHasGone() throws Exception {
    HttpResponse<InputStream> response = rig.operator().open("/v1/probe-stream");
    readUntil(lines(response), "event: tick");

    response.body().close();

    await().untilTrue(probe.get().streamEnded);
  }

  @Test
  void revokingATokenCutsAStreamThatNobodyReads() {
    JsonNode made =
        rig.operator().post("/v1/tokens", "{\"name\":\"ci\",\"role\":\"viewer\"}").json();
    TestClient viewer = rig.anonymous().with(made.get("value").stringValue());
    HttpResponse<InputStream> unread = viewer.open("/v1/probe-stream?flood");

    rig.operator().delete("/v1/tokens/" + made.get("token").get("id").stringValue());

    await().untilTrue(probe.get().streamEnded);
    assertThat(unread.statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenHasAHundredStreamsAtMost() throws Exception {
    List<InputStream> open = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      HttpResponse<InputStream> response = rig.operator().open("/v1/probe-stream");
      assertThat(response.statusCode()).isEqualTo(200);
      open.add(response.body());
    }

    assertThat(rig.operator().get("/v1/probe-stream").code()).isEqualTo("NP0412");
    for (InputStream each : open) {
      each.close();
    }
  }

  @Test
  void aFailureWithinAStreamIsItsLastEvent() {
    String body = rig.operator().get("/v1/probe-stream?fail").body();

    assertThat(body).contains("event: error\ndata: {").contains("\"code\":\"NP0416\"");
  }

  @Test
  void closingTheServerEndsItsStreams() throws Exception {
    try (BufferedReader reader = lines(rig.operator().open("/v1/probe-stream"))) {
      readUntil(reader, "event: tick");

      rig.close();

      assertThat(probe.get().streamEnded).isTrue();
    }
  }

  private static BufferedReader lines(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static void readUntil(BufferedReader reader, String wanted) throws Exception {
    String line = reader.readLine();
    while (!wanted.equals(line)) {
      assertThat(line).as("the stream ended before " + wanted).isNotNull();
      line = reader.readLine();
    }
  }
}
