package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An edge that may open few files serves as many clients as it can, and never runs out of them. */
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what is tested
final class OpenFilesTest {
  private static final int LIMIT = 256;

  private final CountDownLatch held = new CountDownLatch(1);
  private final List<RawClient> clients = new ArrayList<>();
  private RawServer instance;
  private Process process;
  private int port;

  @BeforeEach
  void start() throws IOException {
    instance = new RawServer("web-0001", this::answer);
    process =
        new ProcessBuilder(
                "prlimit",
                "--nofile=" + LIMIT + ":" + LIMIT,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "np.edge.LimitedProcess",
                "" + instance.port())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    port = Integer.parseInt(process.inputReader().readLine());
  }

  private boolean answer(RawServer.Request request) throws IOException {
    if (request.target().equals("/held")) {
      request.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbe");
      try {
        held.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      request.write("en");
    } else {
      request.ok("served");
    }
    return true;
  }

  @AfterEach
  void stop() throws Exception {
    held.countDown();
    for (RawClient client : clients) {
      client.close();
    }
    process.getOutputStream().close();
    process.waitFor();
    instance.close();
  }

  private RawClient client() throws IOException {
    RawClient client = new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
    clients.add(client);
    return client;
  }

  private long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", "" + process.pid(), "fd"))) {
      return open.count();
    }
  }

  @Test
  void whoIsIdleLongestMakesRoom() throws IOException {
    for (int i = 0; i < 2 * LIMIT; i++) {
      assertThat(client().get(EdgeFixture.HOST, "/").answer().body()).isEqualTo("served");
      assertThat(openFiles()).isLessThan(LIMIT);
    }
    assertThat(clients.getFirst().isClosed()).isTrue();
    assertThat(clients.getLast().get(EdgeFixture.HOST, "/").answer().status()).isEqualTo(200);
  }

  @Test
  void whoIsServedIsServedToTheEndAndOthersHearWhy() throws Exception {
    List<RawClient> served = new ArrayList<>();
    int told = 0;
    for (int i = 0; i < LIMIT; i++) {
      RawClient client = client();
      String head = head(client);
      if (head.startsWith("HTTP/1.1 200")) {
        served.add(client);
      } else if (!head.isEmpty()) {
        assertThat(head).startsWith("HTTP/1.1 503").containsIgnoringCase("retry-after: 5");
        told++;
      }
      assertThat(openFiles()).isLessThan(LIMIT);
    }
    assertThat(served).hasSizeGreaterThan(LIMIT / 8);
    assertThat(told).isPositive();
    held.countDown();
    for (RawClient client : served) {
      assertThat(new String(client.in().readNBytes(4), java.nio.charset.StandardCharsets.US_ASCII))
          .isEqualTo("been");
    }
    Awaitility.await().until(() -> head(client()).startsWith("HTTP/1.1 200"));
  }

  /** Empty when the connection was closed instead. */
  private static String head(RawClient client) {
    try {
      return client.get(EdgeFixture.HOST, "/held").head();
    } catch (IOException e) {
      return "";
    }
  }
}
