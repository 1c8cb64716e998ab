package np.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A generator that cannot see failures would prove nothing. */
final class OpenLoopTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Answers each request with what {@code answer} makes of its id; empty text closes. */
  private static LoadReport against(UnaryOperator<String> answer) throws Exception {
    return against(answer, load -> load);
  }

  private static LoadReport against(UnaryOperator<String> answer, UnaryOperator<OpenLoop> more)
      throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> accept(listener, answer));
      OpenLoop.Running load =
          more.apply(OpenLoop.against(URI.create("http://127.0.0.1:" + listener.getLocalPort())))
              .host("shop.localhost")
              .tenant("acme")
              .rate(200)
              .start();
      load.await(40, LIMIT);
      return load.stop();
    }
  }

  private static void accept(ServerSocket listener, UnaryOperator<String> answer) {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket, answer));
      }
    } catch (IOException e) {
      assertThat(listener.isClosed()).isTrue();
    }
  }

  private static void serve(Socket socket, UnaryOperator<String> answer) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("Load-Id: ")) {
          String text = answer.apply(line.substring(9));
          if (text.isEmpty()) {
            return;
          }
          socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @Test
  void rightAnswersAreCountedByReleaseAndInstance() throws Exception {
    LoadReport report = against(id -> ok("acme v2 web-1 " + id + "\n"));

    assertThat(report.failed()).as(report::toString).isZero();
    assertThat(report.sent()).isGreaterThanOrEqualTo(40);
    assertThat(report.releases()).containsOnlyKeys("v2");
    assertThat(report.instances()).containsOnlyKeys("web-1");
    assertThat(report.quantile(0.5)).isPositive().isLessThanOrEqualTo(report.quantile(0.99));
  }

  @Test
  void chunkedAnswersAreRead() throws Exception {
    LoadReport report =
        against(
            id ->
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nacme v2 w1 \r\n"
                    + Integer.toHexString(id.length())
                    + "\r\n"
                    + id
                    + "\r\n0\r\n\r\n");

    assertThat(report.failed()).as(report::toString).isZero();
  }

  @Test
  void eachRequestCanHaveAConnectionOfItsOwn() throws Exception {
    UnaryOperator<String> connection = id -> ok("acme c" + thread() + " web-1 " + id);

    LoadReport fresh = against(connection, OpenLoop::freshConnections);
    LoadReport kept = against(connection);

    assertThat(fresh.failed()).as(fresh::toString).isZero();
    assertThat((long) fresh.releases().size()).isEqualTo(fresh.sent());
    assertThat((long) kept.releases().size()).isLessThan(kept.sent());
  }

  /** Each connection has its own. */
  private static long thread() {
    return Thread.currentThread().threadId();
  }

  @Test
  void everyKindOfFailureIsSeenAsWhatItIs() throws Exception {
    assertAll(Failure.MIXED_UP, against(id -> ok("acme v1 web-1 " + id + "0")));
    assertAll(Failure.MIXED_UP, against(id -> ok("evil v1 web-1 " + id)));
    assertAll(Failure.MIXED_UP, against(id -> ok("")));
    assertAll(Failure.SERVER_ERROR, against(id -> ok("").replace("200 OK", "503 Busy")));
    assertAll(Failure.STATUS, against(id -> ok("").replace("200 OK", "404 Not Found")));
    assertAll(Failure.RESET, against(id -> ""));
    assertAll(Failure.TRUNCATED, against(id -> "nonsense\r\n\r\n"));
  }

  @Test
  void aRefusedConnectionIsSeen() throws Exception {
    int port;
    try (ServerSocket listener = new ServerSocket(0)) {
      port = listener.getLocalPort();
    }
    OpenLoop.Running load =
        OpenLoop.against(URI.create("http://127.0.0.1:" + port)).rate(200).start();
    load.await(20, LIMIT);
    assertAll(Failure.REFUSED, load.stop());
  }

  private static void assertAll(Failure kind, LoadReport report) {
    assertThat(report.sent()).isGreaterThanOrEqualTo(20);
    assertThat(report.failed(kind)).as(report::toString).isEqualTo(report.sent());
  }

  @Test
  void quantilesAreExactToTwoPercent() {
    Histogram histogram = new Histogram();
    for (int i = 1; i <= 100_000; i++) {
      histogram.add(i * 1_000L);
    }
    assertThat(histogram.quantile(0.5).toNanos() / 1_000).isBetween(49_900L, 51_000L);
    assertThat(histogram.quantile(0.99).toNanos() / 1_000).isBetween(98_900L, 101_000L);
    assertThat(histogram.quantile(1).toNanos() / 1_000).isBetween(100_000L, 102_000L);
  }
}
