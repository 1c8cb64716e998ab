package np.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import np.model.StatusRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpProbeTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    threads.shutdownNow();
    server.close();
  }

  /** What an app sees of a connection; an exception when it is broken. */
  private interface App {
    int answer(Socket socket) throws IOException;
  }

  @Test
  void anAppCanWriteItsAnswerToTheEnd() throws Exception {
    Future<Integer> end =
        serve(
            socket -> {
              send(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
              for (int line = 0; line < 2000; line++) {
                send(socket, "a line of an answer that is written bit by bit\n");
              }
              return 2000;
            });
    assertThat(probe().ask(TIMEOUT).healthy()).isTrue();
    assertThat(end.get()).isEqualTo(2000);
  }

  @Test
  void anAnswerWithoutEndIsAsGoodAsItsStatus() throws ExecutionException, InterruptedException {
    Future<Integer> end =
        serve(
            socket -> {
              send(socket, "HTTP/1.1 503 No\r\n\r\n");
              while (socket.getInputStream().read() >= 0) {
                // The request; then the probe has had enough.
              }
              return -1;
            });
    HealthProbe.Answer answer = probe().ask(TIMEOUT);
    assertThat(answer.healthy()).isFalse();
    assertThat(answer.text()).isEqualTo("GET /health: 503");
    assertThat(end.get()).isEqualTo(-1);
  }

  private HttpProbe probe() {
    return new HttpProbe(server.getLocalPort(), "/health", StatusRange.HEALTHY);
  }

  private Future<Integer> serve(App app) {
    return threads.submit(
        () -> {
          try (Socket socket = server.accept()) {
            return app.answer(socket);
          }
        });
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
