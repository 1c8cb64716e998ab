package np.edge.rehearsal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An instance that answers everything in the same way, until it is closed. */
final class StubInstance implements AutoCloseable {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n";
  private static final byte[] WITH_LENGTH = bytes(HEAD + "Content-Length: 5\r\n\r\nhello");
  private static final byte[] IN_CHUNKS =
      bytes(HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private StubInstance(ServerSocket server) {
    this.server = server;
  }

  /** On a free port of the loopback interface. */
  static StubInstance open() throws IOException {
    StubInstance instance =
        new StubInstance(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
    Thread.ofPlatform().daemon().name("rehearsal").start(instance::accept);
    return instance;
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      open.forEach(StubInstance::close);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (PlainMessage request = PlainMessage.read(in);
          !request.isEnd();
          request = PlainMessage.read(in)) {
        out.write(request.firstLine().startsWith("POST") ? IN_CHUNKS : WITH_LENGTH);
      }
    } catch (IOException closed) {
      open.remove(socket);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return; // it is as closed as it can be
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
