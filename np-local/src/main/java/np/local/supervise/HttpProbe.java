package np.local.supervise;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import np.model.Printable;
import np.model.StatusRange;

/**
 * Healthy when a GET (RFC 9112) is answered with a status in range. Follows no redirects, looks at
 * nothing but the status line, and speaks only to the instance's own port on 127.0.0.1. The rest of
 * the answer is taken off the app's hands, so that it sees no broken connection.
 */
record HttpProbe(int port, String path, StatusRange expect) implements HealthProbe {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final int LONGEST_LINE = 1024;
  private static final int MOST_OF_THE_REST = 1 << 20;

  /** An answer that pauses this long has ended as far as health is concerned. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  @Override
  public Answer ask(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    String name = "GET " + Printable.escape(path) + ": ";
    try (Socket socket = TcpProbe.connect(port, timeout)) {
      socket.getOutputStream().write(request());
      Matcher line = STATUS_LINE.matcher(readLine(socket, deadline));
      if (!line.matches()) {
        return new Answer(false, name + "the answer is not HTTP/1.1");
      }
      int status = Integer.parseInt(line.group(1));
      takeRest(socket, deadline);
      return new Answer(expect.contains(status), name + status);
    } catch (IOException e) {
      return new Answer(false, name + TcpProbe.why(e));
    }
  }

  private byte[] request() {
    String text =
        "GET "
            + target()
            + " HTTP/1.1\r\nHost: localhost:"
            + port
            + "\r\nUser-Agent: np-health\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The path with everything that would end the line or is not ASCII percent-encoded. */
  private String target() {
    StringBuilder out = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      if (each > ' ' && each < 0x7f) {
        out.append((char) each);
      } else {
        out.append(String.format("%%%02X", each & 0xff));
      }
    }
    return out.toString();
  }

  private static void takeRest(Socket socket, long deadline) {
    byte[] buffer = new byte[8192];
    int taken = 0;
    try {
      socket.setSoTimeout((int) PAUSE.toMillis());
      while (taken < MOST_OF_THE_REST && System.nanoTime() - deadline < 0) {
        int count = socket.getInputStream().read(buffer);
        if (count < 0) {
          return;
        }
        taken += count;
      }
    } catch (IOException e) {
      // Enough: the status is known.
      return;
    }
  }

  private static String readLine(Socket socket, long deadline) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (line.size() < LONGEST_LINE) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) left);
      int next = in.read();
      if (next == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      if (next < 0) {
        throw new EOFException();
      }
      line.write(next);
    }
    return "";
  }
}
