package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every phase of a request has an end. */
final class DeadlineTest {
  private EdgeFixture edge;
  private final CountDownLatch never = new CountDownLatch(1);

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture(EdgeFixture.limits(Duration.ofMillis(300)));
    edge.serve(
        request -> {
          if (request.target().equals("/stalls")) {
            request.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
          }
          if (request.target().equals("/ok")) {
            request.ok("ok");
            return true;
          }
          if (request.target().equals("/events")) {
            request.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
          }
          try {
            never.await();
          } catch (InterruptedException e) {
            return false;
          }
          request.write("late");
          return false;
        });
  }

  @AfterEach
  void stop() throws Exception {
    never.countDown();
    edge.close();
  }

  @Test
  void aClientThatSaysNothingIsClosed() throws IOException {
    try (RawClient client = edge.client()) {
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void aHeadThatDripsIsRefusedAtItsDeadline() throws Exception {
    try (RawClient client = edge.client()) {
      client.send("GET / HT");
      assertThat(client.answer().status()).isEqualTo(408);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void aBodyThatStallsIsRefused() throws Exception {
    try (RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: shop.localhost\r\nContent-Length: 10\r\n\r\nhalf");
      assertThat(client.answer().status()).isEqualTo(408);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void anInstanceThatDoesNotAnswerIs504() throws Exception {
    try (RawClient client = edge.client()) {
      assertThat(client.get(EdgeFixture.HOST, "/").answer().status()).isEqualTo(504);
      assertThat(client.get(EdgeFixture.HOST, "/ok").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void anAnswerThatStallsIsCutOff() throws Exception {
    try (RawClient client = edge.client()) {
      client.get(EdgeFixture.HOST, "/stalls").head();
      client.in().readNBytes(4);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void serverSentEventsMayBeSilentForLong() throws Exception {
    try (RawClient client = edge.client()) {
      client.get(EdgeFixture.HOST, "/events").head();
      Thread.sleep(1_000);
      never.countDown();
      client.line();
      assertThat(client.line()).isEqualTo("late");
    }
  }

  @Test
  void anIdleKeepAliveConnectionIsClosed() throws Exception {
    try (RawClient client = edge.client()) {
      client.get(EdgeFixture.HOST, "/ok").answer();
      assertThat(client.isClosed()).isTrue();
    }
  }
}
