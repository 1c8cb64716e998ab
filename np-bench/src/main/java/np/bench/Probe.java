package np.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * One HTTP request to this machine on a connection of its own.
 *
 * @param port where
 * @param host the Host header
 * @param path with a slash in front
 */
record Probe(int port, String host, String path) {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final long PAUSE_NANOS = 1_000_000;

  /** The answer with its head; empty when there is none. */
  String get() {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(path, host)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException notYet) {
      return "";
    }
  }

  boolean answers(String content) {
    String answer = get();
    return answer.startsWith("HTTP/1.1 200") && answer.contains(content);
  }

  /** Asks until the content is there; returns how many milliseconds after {@code begun}. */
  double await(String content, long begun) throws IOException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < end) {
      if (answers(content)) {
        return (System.nanoTime() - begun) / 1e6;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new IOException(host + " does not answer with " + content);
  }
}
