package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies of any size and speed, in both directions. */
final class StreamingTest {
  private static final int SIZE = 20 * 1024 * 1024;
  private static final int PIECE = 64 * 1024;
  private EdgeFixture edge;

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture();
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
  }

  private static byte pattern(long at) {
    return (byte) (at * 31 + (at >> 12));
  }

  private static byte[] piece(long at) {
    byte[] piece = new byte[PIECE];
    for (int i = 0; i < PIECE; i++) {
      piece[i] = pattern(at + i);
    }
    return piece;
  }

  /** Reads and checks; returns how many bytes were right. */
  private static long check(InputStream in, long size) throws IOException {
    byte[] buffer = new byte[PIECE];
    long at = 0;
    while (at < size) {
      int read = in.read(buffer, 0, (int) Math.min(PIECE, size - at));
      if (read < 0) {
        return at;
      }
      for (int i = 0; i < read; i++) {
        if (buffer[i] != pattern(at + i)) {
          return at + i;
        }
      }
      at += read;
    }
    return at;
  }

  @Test
  void largeBodiesPassUnchangedInBothDirections() throws IOException {
    edge.serve(
        request -> {
          if (request.target().equals("/down")) {
            request.write("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
            for (long at = 0; at < SIZE; at += PIECE) {
              request.out().write(piece(at));
            }
          } else {
            request.ok("" + check(request.in(), SIZE));
          }
          return true;
        });

    try (RawClient client = edge.client()) {
      client.get(EdgeFixture.HOST, "/down").head();
      assertThat(check(client.in(), SIZE)).isEqualTo(SIZE);
      client.send(
          "PUT /up HTTP/1.1\r\nHost: shop.localhost\r\nContent-Length: " + SIZE + "\r\n\r\n");
      for (long at = 0; at < SIZE; at += PIECE) {
        client.out().write(piece(at));
      }
      assertThat(client.answer().body()).isEqualTo("" + SIZE);
    }
  }

  @Test
  void aChunkedUploadIsEchoedWhileItComes() throws IOException {
    edge.serve(
        request -> {
          request.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          for (int i = 0; i < 3; i++) {
            byte[] chunk = request.in().readNBytes(10);
            request.out().write(chunk);
            request.out().flush();
          }
          request.in().readNBytes(5);
          request.write("0\r\n\r\n");
          return true;
        });

    try (RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: shop.localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 3; i++) {
        client.send("5\r\nping" + i + "\r\n");
        if (i == 0) {
          client.head();
        }
        assertThat(client.line()).isEqualTo("5");
        assertThat(client.line()).isEqualTo("ping" + i);
      }
      client.send("0\r\n\r\n");
      assertThat(client.line()).isEqualTo("0");
      assertThat(client.line()).isEmpty();
    }
  }

  @Test
  void serverSentEventsArriveOneByOne() throws Exception {
    java.util.concurrent.SynchronousQueue<String> events =
        new java.util.concurrent.SynchronousQueue<>();
    edge.serve(
        request -> {
          request.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
          try {
            while (true) {
              request.write("data: " + events.take() + "\n\n");
            }
          } catch (InterruptedException e) {
            return false;
          }
        });

    try (RawClient client = edge.client()) {
      assertThat(client.get(EdgeFixture.HOST, "/").head()).contains("text/event-stream");
      for (String event : new String[] {"one", "two", "three"}) {
        events.put(event);
        client.line();
        assertThat(client.line()).isEqualTo("data: " + event);
        client.line();
        client.line();
      }
    }
  }

  @Test
  void aSlowReaderHoldsTheInstanceBackInsteadOfFillingMemory() throws IOException {
    AtomicLong written = new AtomicLong();
    edge.serve(
        request -> {
          request.write("HTTP/1.1 200 OK\r\nContent-Length: " + 200L * SIZE + "\r\n\r\n");
          byte[] piece = new byte[PIECE];
          while (true) {
            request.out().write(piece);
            written.addAndGet(PIECE);
          }
        });

    try (RawClient client = edge.client()) {
      client.get(EdgeFixture.HOST, "/").head();
      AtomicLong before = new AtomicLong(-1);
      Awaitility.await()
          .pollInterval(java.time.Duration.ofMillis(300))
          .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());

      assertThat(written.get()).isLessThan(SIZE);
      assertThat(edge.server().bufferBytes()).isLessThan(16L * 1024 * 1024);
    }
  }

  @Test
  void aSlowInstanceHoldsTheClientBack() throws Exception {
    java.util.concurrent.CountDownLatch done = new java.util.concurrent.CountDownLatch(1);
    edge.serve(
        request -> {
          try {
            done.await();
          } catch (InterruptedException e) {
            return false;
          }
          return false;
        });
    try (RawClient client = edge.client()) {
      client.send(
          "PUT / HTTP/1.1\r\nHost: shop.localhost\r\nContent-Length: " + 200L * SIZE + "\r\n\r\n");
      AtomicLong written = new AtomicLong();
      Thread writer = Thread.ofVirtual().start(() -> writeForever(client, written));
      AtomicLong before = new AtomicLong(-1);
      Awaitility.await()
          .pollInterval(java.time.Duration.ofMillis(300))
          .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());

      assertThat(written.get()).isLessThan(SIZE);
      done.countDown();
      writer.join();
    }
  }

  private static void writeForever(RawClient client, AtomicLong written) {
    byte[] piece = new byte[PIECE];
    try {
      while (true) {
        client.out().write(piece);
        written.addAndGet(PIECE);
      }
    } catch (IOException e) {
      written.addAndGet(0);
    }
  }

  @Test
  void aClientThatGoesAwayEndsTheRequestAtTheInstance() throws Exception {
    java.util.concurrent.CountDownLatch gone = new java.util.concurrent.CountDownLatch(1);
    edge.serve(
        request -> {
          if (request.in().read() < 0) {
            gone.countDown();
          }
          return false;
        });

    try (RawClient client = edge.client()) {
      client.get(EdgeFixture.HOST, "/");
      Awaitility.await().until(() -> edge.server().metrics().inFlight() == 1);
    }

    assertThat(gone.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    Awaitility.await().until(() -> edge.server().metrics().inFlight() == 0);
    assertThat(edge.log()).last().extracting(entry -> entry.status()).isEqualTo(499);
  }
}
