package np.edge;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client made of a bare socket: the test writes every byte of its requests. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  /** A whole answer. */
  record Answer(int status, String head, String body) {

    String header(String lowerCaseName) {
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(lowerCaseName + ":"))
          .map(line -> line.substring(lowerCaseName.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  InputStream in() {
    return in;
  }

  OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  RawClient get(String host, String target) throws IOException {
    return send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  /** Reads one answer with a body of declared length or in chunks, or up to the end. */
  Answer answer() throws IOException {
    String head = RawServer.readHead(in);
    if (head.isEmpty()) {
      throw new IOException("the connection was closed");
    }
    int status = Integer.parseInt(head, 9, 12, 10);
    Answer bare = new Answer(status, head, "");
    String length = bare.header("content-length");
    if (status < 200 || status == 204 || status == 304) {
      return bare;
    } else if (!length.isEmpty()) {
      return new Answer(status, head, text(in.readNBytes(Integer.parseInt(length))));
    } else if (bare.header("transfer-encoding").equals("chunked")) {
      return new Answer(status, head, chunks());
    }
    return new Answer(status, head, text(in.readAllBytes()));
  }

  /** Reads the head of an answer only. */
  String head() throws IOException {
    return RawServer.readHead(in);
  }

  private String chunks() throws IOException {
    StringBuilder out = new StringBuilder();
    for (int size = Integer.parseInt(line(), 16); size > 0; ) {
      out.append(text(in.readNBytes(size)));
      line();
      size = Integer.parseInt(line(), 16);
    }
    String end = line();
    while (!end.isEmpty()) {
      out.append("\n[").append(end).append(']');
      end = line();
    }
    return out.toString();
  }

  String line() throws IOException {
    StringBuilder out = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        out.append((char) c);
      }
    }
    return out.toString();
  }

  /** Whether the other end has closed; waits for it. */
  boolean isClosed() {
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
