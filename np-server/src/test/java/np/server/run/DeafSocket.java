package np.server.run;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import np.server.RawHttp;
import np.server.TestClient;

/** A WebSocket's client that talks and never listens: it answers no ping (RFC 6455 section 5.5). */
final class DeafSocket implements AutoCloseable {
  private final Socket socket;

  DeafSocket(TestClient client, String path) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), client.port());
    String request = RawHttp.get(client.port(), path, client.upgrading().headers());
    write(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends a text of less than 126 bytes, masked with zeros. */
  void say(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    write(new byte[] {(byte) 0x81, (byte) (0x80 | bytes.length), 0, 0, 0, 0});
    write(bytes);
  }

  private void write(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
