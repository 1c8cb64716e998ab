package np.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import np.model.ErrorCode;
import np.model.NpException;

/** Finds a TCP port that nobody listens on. */
final class FreePort {
  private static final int TRIES = 200;

  private FreePort() {}

  /** The first of {@code preferred} that is free, else the next free one above the last. */
  static int firstOf(String address, int... preferred) {
    for (int port : preferred) {
      if (isFree(address, port)) {
        return port;
      }
    }
    int last = preferred[preferred.length - 1];
    for (int port = last + 1; port <= Math.min(last + TRIES, 65_535); port++) {
      if (isFree(address, port)) {
        return port;
      }
    }
    throw new NpException.Unavailable(
        ErrorCode.START_FAILED,
        "no free port from " + last + " to " + (last + TRIES),
        "set NP_HTTP_PORT, NP_HTTPS_PORT, NP_PG_PORT or NP_API_PORT to one that is free");
  }

  /** Some port that is free now. */
  static int any() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isFree(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
