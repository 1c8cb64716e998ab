package np.testkit.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A keep-alive connection in HTTP/1.1 that takes nothing for granted. */
final class Connection implements AutoCloseable {
  private static final int MAX_LINE = 16_384;

  /** After which it may have been closed by the other side, as idle connections are. */
  private static final long DOUBTFUL_NANOS = 500_000_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private boolean reusable = true;
  private long usedNanos = System.nanoTime();

  /** An answer as it came. */
  record Answer(int status, String body) {}

  Connection(InetSocketAddress address, int timeoutMillis) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(address, timeoutMillis);
    in = new BufferedInputStream(socket.getInputStream());
  }

  boolean isReusable() {
    return reusable;
  }

  /** Whether it can take a request; a client looks before it sends (RFC 9112 section 9.3.1). */
  boolean isOpen() {
    return System.nanoTime() - usedNanos < DOUBTFUL_NANOS || !hasEnded();
  }

  private boolean hasEnded() {
    try {
      socket.setSoTimeout(1);
      return in.read() < 0 || !reusable;
    } catch (SocketTimeoutException nothingCame) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  Answer get(String host, String id, int timeoutMillis) throws IOException {
    socket.setSoTimeout(timeoutMillis);
    String request =
        "GET /?id=" + id + " HTTP/1.1\r\nHost: " + host + "\r\nLoad-Id: " + id + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    reusable = false;
    int status = status(line());
    long length = -1;
    boolean chunked = false;
    boolean close = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = true;
      } else if (lower.startsWith("connection:")) {
        close = lower.contains("close");
      }
    }
    String body = chunked ? chunks() : body(length);
    reusable = !close && (chunked || length >= 0);
    usedNanos = System.nanoTime();
    return new Answer(status, body);
  }

  private static int status(String line) throws IOException {
    if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
      throw new ProtocolException("not a status line: " + line);
    }
    return Integer.parseInt(line, 9, 12, 10);
  }

  private String body(long length) throws IOException {
    byte[] bytes = length < 0 ? in.readAllBytes() : in.readNBytes(Math.toIntExact(length));
    if (length >= 0 && bytes.length < length) {
      throw new ProtocolException("the body has " + bytes.length + " of " + length + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String chunks() throws IOException {
    StringBuilder out = new StringBuilder();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      out.append(body(size));
      line();
    }
    String end = line();
    while (!end.isEmpty()) {
      end = line();
    }
    return out.toString();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    StringBuilder out = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || out.length() > MAX_LINE) {
        throw new EOFException("the connection ended within a head");
      }
      out.append((char) c);
    }
    int end = out.length() - 1;
    if (end < 0 || out.charAt(end) != '\r') {
      throw new ProtocolException("a line without CR");
    }
    out.setLength(end);
    return out.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      reusable = false;
    }
  }

  /** What an exception while connecting, sending or reading means. */
  static Failure kind(Exception cause, @Nullable Connection connection) {
    return switch (cause) {
      case SocketTimeoutException timeout -> Failure.TIMEOUT;
      case ProtocolException broken -> Failure.TRUNCATED;
      case NumberFormatException broken -> Failure.TRUNCATED;
      default -> connection == null ? Failure.REFUSED : Failure.RESET;
    };
  }
}
