package np.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends bytes as they are, for requests that no HTTP client would send. */
public final class RawHttp {
  private static final Pattern CODE = Pattern.compile("\"code\":\"(NP[0-9]+)\"");

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

  /** A whole GET request. */
  public static String get(int port, String path, Map<String, String> headers) {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1:").append(port).append("\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    return request.append("\r\n").toString();
  }

  /** The status of a GET, and the code when it is a problem; what comes then is not read. */
  public static TestClient.Verdict verdict(int port, String path, Map<String, String> headers) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(get(port, path, headers).getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      byte[] answer = new byte[4096];
      int count = socket.getInputStream().read(answer);
      String text = new String(answer, 0, Math.max(0, count), StandardCharsets.UTF_8);
      Matcher code = CODE.matcher(text);
      return new TestClient.Verdict(
          Integer.parseInt(text.substring(9, 12)), code.find() ? code.group(1) : "");
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
