package np.cli.client;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * HTTP/1.1 over one plain or TLS socket per request: no pool, no redirects, no proxy. The JDK's own
 * clients cost too much start-up time or cannot PATCH.
 */
final class HttpClient {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int BUFFER = 32 << 10;

  private final URI server;

  HttpClient(URI server) {
    this.server = server;
  }

  /**
   * Sends a request and reads the head of its answer; the caller closes it.
   *
   * @param patience the longest silence of the server, 0 for ever
   */
  HttpResponse send(HttpRequest request, Duration patience) throws IOException {
    Socket socket = connect(patience);
    try {
      Optional<IOException> unsent = write(request, socket);
      InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
      HttpHead head = readHead(in, unsent);
      boolean bodiless = request.method().equals("HEAD");
      InputStream body =
          bodiless
              ? InputStream.nullInputStream()
              : HttpBodyStream.of(in, head.status(), head.headers());
      return new HttpResponse(head.status(), head.headers(), body, socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** A server that refuses a long body answers and hangs up: then its answer is what counts. */
  private static HttpHead readHead(InputStream in, Optional<IOException> unsent)
      throws IOException {
    try {
      return HttpHead.read(in);
    } catch (IOException e) {
      throw unsent.orElse(e);
    }
  }

  private Socket connect(Duration patience) throws IOException {
    boolean tls = "https".equals(server.getScheme());
    int port = server.getPort() > 0 ? server.getPort() : tls ? 443 : 80;
    String host = server.getHost();
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setSoTimeout((int) patience.toMillis());
      socket.setTcpNoDelay(true);
      return tls ? secure(socket, host, port) : socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secure(Socket socket, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket secured = (SSLSocket) factory.createSocket(socket, host, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private Optional<IOException> write(HttpRequest request, Socket socket) throws IOException {
    OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    out.write(head(request).getBytes(StandardCharsets.ISO_8859_1));
    try {
      request.body().writeTo(out);
      out.flush();
      return Optional.empty();
    } catch (SocketException e) {
      return Optional.of(e);
    }
  }

  private String head(HttpRequest request) {
    StringBuilder head = new StringBuilder(256);
    String base = server.getRawPath() == null ? "" : server.getRawPath().replaceAll("/$", "");
    head.append(request.method()).append(' ').append(base).append(request.target());
    head.append(" HTTP/1.1\r\nHost: ").append(server.getRawAuthority());
    boolean upgrade = request.headers().containsKey("Upgrade");
    head.append("\r\nConnection: ").append(upgrade ? "Upgrade" : "close").append("\r\n");
    request.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append(request.body().head());
    return head.append("\r\n").toString();
  }
}
