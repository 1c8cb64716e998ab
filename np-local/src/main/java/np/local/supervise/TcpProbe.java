package np.local.supervise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Healthy when the instance's own port on 127.0.0.1 accepts a connection. */
record TcpProbe(int port) implements HealthProbe {

  @Override
  public Answer ask(Duration timeout) {
    try (Socket socket = connect(port, timeout)) {
      return new Answer(socket.isConnected(), "tcp: connected");
    } catch (IOException e) {
      return new Answer(false, "tcp: " + why(e));
    }
  }

  static Socket connect(int port, Duration timeout) throws IOException {
    Socket socket = new Socket();
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      socket.connect(new InetSocketAddress(loopback, port), (int) timeout.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  static String why(IOException e) {
    return switch (e) {
      case java.net.SocketTimeoutException timeout -> "no answer in time";
      case java.net.ConnectException refused -> "connection refused";
      case java.io.EOFException closed -> "closed without an answer";
      default -> String.valueOf(e.getMessage()).toLowerCase(java.util.Locale.ROOT);
    };
  }
}
