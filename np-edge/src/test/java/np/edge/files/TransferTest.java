package np.edge.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large files and many clients; HTTP/2 is tested together with TLS. */
final class TransferTest {
  private static final int SIZE = 5_000_001;
  private final byte[] large = new byte[SIZE];
  private SiteFixture site;

  @BeforeEach
  void start() throws IOException {
    new Random(5).nextBytes(large);
    site = new SiteFixture(new SiteLimits(100_000, 50_000, 50_000, 1 << 20, 1, 2, 64));
    site.file("large.bin", large).file("small.txt", "small");
    for (int i = 0; i < 30; i++) {
      site.file("page" + i + ".html", "<p>" + i + "</p>".repeat(5000));
    }
    site.serve();
  }

  @AfterEach
  void stop() throws IOException {
    site.close();
  }

  @Test
  void largeFileArrivesWholeAndTheConnectionGoesOn() throws IOException {
    try (RawHttp client = new RawHttp(site.port())) {
      assertThat(client.ask("GET", "/large.bin").bytes()).isEqualTo(large);
      assertThat(client.ask("GET", "/small.txt").body()).isEqualTo("small");
      assertThat(client.ask("GET", "/large.bin").bytes()).isEqualTo(large);
    }
  }

  @Test
  void requestsInOnePacketAreAnsweredInOrder() throws IOException {
    try (RawHttp client = new RawHttp(site.port())) {
      String one = "GET /large.bin HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-9\r\n\r\n";
      client.send(one + "GET /small.txt HTTP/1.1\r\nHost: localhost\r\n\r\n" + one);
      assertThat(client.head()).startsWith("HTTP/1.1 206");
      client.in().skipNBytes(10);
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      client.in().skipNBytes(5);
      assertThat(client.head()).startsWith("HTTP/1.1 206");
    }
  }

  @Test
  void clientThatLeavesInTheMiddleDisturbsNobody() throws IOException {
    for (int i = 0; i < 10; i++) {
      try (RawHttp client = new RawHttp(site.port())) {
        client.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n");
        client.head();
      }
    }
    assertThat(site.get("/large.bin").bytes()).isEqualTo(large);
  }

  @Test
  void cacheSmallerThanTheSiteStaysRight() throws IOException {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 30; i++) {
        assertThat(site.get("/page" + i).body()).isEqualTo("<p>" + i + "</p>".repeat(5000));
      }
    }
  }

  @Test
  void manyClientsAtOnceEachGetWhatTheyAskedFor() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int page = i % 30;
        answers.add(
            threads.submit(
                () -> site.get("/page" + page).body().startsWith("<p>" + page + "</p>")));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    }
  }

  @Test
  void clientOfTheJdkGetsTheSame() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<byte[]> answer = client.send(request("/large.bin"), BodyHandlers.ofByteArray());
      assertThat(answer.body()).isEqualTo(large);
    }
  }

  private HttpRequest request(String target) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + site.port() + target)).build();
  }
}
