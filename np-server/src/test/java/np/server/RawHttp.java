package np.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are, for requests that no HTTP client would send. */
public final class RawHttp {
  private RawHttp() {}

  /** Everything that the server answers until it closes; {@code text} has its own line ends. */
  public static String send(int port, String text) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException reset) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request with these header lines, which ends the connection. */
  public static String request(int port, String line, String... headers) {
    String head = line + " HTTP/1.1\r\n" + String.join("\r\n", headers);
    return send(port, head + (headers.length == 0 ? "" : "\r\n") + "Connection: close\r\n\r\n");
  }
}
