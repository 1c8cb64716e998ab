package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import np.edge.http.EdgeLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives the end of the edge, and how it ends. */
final class RestartTest {
  @TempDir Path directory;

  private EdgeFixture start() {
    return new EdgeFixture(directory, EdgeLimits.defaults(), sni -> null);
  }

  @Test
  void tableAndEndpointsServeAfterARestartWithoutAnybodyElse() throws IOException {
    try (RawServer instance = RawServer.identified("web-0001", "acme")) {
      EdgeFixture first = start();
      first.serve(instance.endpoint());
      Awaitility.await().until(() -> Files.exists(directory.resolve("endpoints.json")));
      first.server().close();

      EdgeFixture second = start();
      assertThat(second.get("/").status()).isEqualTo(200);
      assertThat(second.server().ingress().generation()).isEqualTo(1);
      second.server().close();
    }
  }

  @Test
  void aDamagedTableFallsBackToTheOneBefore() throws IOException {
    EdgeFixture first = start();
    first.serve();
    first.serve();
    first.server().close();
    Path file = directory.resolve("routes.json");
    String text = Files.readString(file);
    for (String damaged :
        new String[] {
          text.substring(0, text.length() / 2), text.replace("acme", "evil"), "", "{}"
        }) {
      Files.writeString(file, damaged);
      EdgeFixture second = start();
      assertThat(second.server().ingress().generation()).isEqualTo(1);
      assertThat(second.get("/").status()).isEqualTo(503);
      second.server().close();
    }
  }

  @Test
  void withNothingReadableOnDiskItStartsEmpty() throws IOException {
    Files.writeString(directory.resolve("routes.json"), "nonsense");
    Files.writeString(directory.resolve("endpoints.json"), "\u0000");
    EdgeFixture edge = start();
    assertThat(edge.get("/").status()).isEqualTo(404);
    edge.server().close();
  }

  @Test
  void stoppingFinishesWhatIsInFlight() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    EdgeFixture edge = start();
    RawServer instance =
        edge.serve(
            request -> {
              try {
                release.await();
              } catch (InterruptedException e) {
                return false;
              }
              request.ok("done");
              return true;
            });
    try (RawClient busy = edge.client();
        RawClient idle = edge.client()) {
      idle.get("nobody.localhost", "/").answer();
      busy.get(EdgeFixture.HOST, "/");
      Awaitility.await().until(() -> instance.heads().size() == 1);
      Thread stopping = Thread.ofVirtual().start(() -> edge.server().stop(Duration.ofSeconds(10)));
      RawClient.Answer last = idle.get("nobody.localhost", "/").answer();
      while (last.header("connection").isEmpty()) {
        last = idle.get("nobody.localhost", "/").answer();
      }
      release.countDown();
      RawClient.Answer answer = busy.answer();

      assertThat(answer.body()).isEqualTo("done");
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(last.status()).isEqualTo(404);
      assertThat(busy.isClosed()).isTrue();
      stopping.join();
    }
    instance.close();
  }
}
