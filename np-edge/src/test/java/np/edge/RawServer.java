package np.edge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import np.model.Endpoint;
import np.model.InstanceId;

/** An instance made of a bare socket: the test writes every byte of its answers. */
final class RawServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Handler handler;
  private final String name;
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  /** Answers one request; throwing or returning false closes the connection. */
  @FunctionalInterface
  interface Handler {
    boolean answer(Request request) throws IOException;
  }

  /** A request whose head has been read. */
  record Request(String head, InputStream in, OutputStream out, int connection) {

    String target() {
      return head.split(" ", 3)[1];
    }

    String header(String lowerCaseName) {
      return head.lines()
          .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(lowerCaseName + ":"))
          .map(line -> line.substring(lowerCaseName.length() + 1).strip())
          .findFirst()
          .orElse("");
    }

    byte[] body() throws IOException {
      String length = header("content-length");
      return in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
    }

    void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    void ok(String body) throws IOException {
      write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
  }

  RawServer(String name, Handler handler) throws IOException {
    this(name, 0, handler);
  }

  RawServer(String name, int port, Handler handler) throws IOException {
    this.name = name;
    this.handler = handler;
    this.listener = new ServerSocket(port, 512, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers "tenant release instance id", with the id that the load generator sent. */
  static RawServer identified(String name, String tenant) throws IOException {
    return new RawServer(
        name,
        request -> {
          request.body();
          request.ok(tenant + " v1 " + name + " " + request.header("load-id"));
          return true;
        });
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket, number));
      }
    } catch (IOException e) {
      sockets.forEach(RawServer::close);
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean goesOn = true;
      while (goesOn) {
        String head = readHead(in);
        if (head.isEmpty()) {
          return;
        }
        heads.add(head);
        goesOn = handler.answer(new Request(head, in, socket.getOutputStream(), number));
      }
    } catch (IOException e) {
      close(socket);
    } finally {
      sockets.remove(socket);
    }
  }

  static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int matched = 0;
    byte[] end = {'\r', '\n', '\r', '\n'};
    for (int c = in.read(); c >= 0; c = in.read()) {
      out.write(c);
      matched = c == end[matched] ? matched + 1 : c == '\r' ? 1 : 0;
      if (matched == end.length) {
        return out.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  Endpoint endpoint() {
    return new Endpoint(new InstanceId(name), "127.0.0.1", listener.getLocalPort());
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The request heads that have come, in order. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  int connections() {
    return connections.get();
  }

  int openConnections() {
    return sockets.size();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    sockets.forEach(RawServer::close);
  }
}
