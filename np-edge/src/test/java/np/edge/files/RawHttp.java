package np.edge.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends targets and fields exactly as they are given. */
final class RawHttp implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RawHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * An answer.
   *
   * @param raw the whole body, each byte as one character
   */
  record Answer(int status, String head, String raw) {

    /** The values of a field, joined by commas; empty when there is none. */
    String header(String lowerCaseName) {
      return String.join(
          ", ",
          head.lines()
              .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(lowerCaseName + ":"))
              .map(line -> line.substring(lowerCaseName.length() + 1).strip())
              .toList());
    }

    String body() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
      return raw.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  Answer ask(String method, String target, String... lines) throws IOException {
    String fields = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
    send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
    return answer(method);
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  InputStream in() {
    return in;
  }

  private Answer answer(String method) throws IOException {
    String head = head();
    int status = Integer.parseInt(head, 9, 12, 10);
    Answer bare = new Answer(status, head, "");
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return bare;
    } else if (bare.header("transfer-encoding").equals("chunked")) {
      return new Answer(status, head, chunks());
    }
    int length = Integer.parseInt(bare.header("content-length"));
    return new Answer(status, head, text(in.readNBytes(length)));
  }

  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  private String chunks() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; ) {
      out.write(in.readNBytes(size));
      line();
      size = Integer.parseInt(line(), 16);
    }
    line();
    return text(out.toByteArray());
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection was closed after \"" + line + "\"");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
