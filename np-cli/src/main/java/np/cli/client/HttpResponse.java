package np.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer whose body has not been read yet.
 *
 * @param headers by lower-case name
 * @param body ends where the message ends
 * @param socket closed with the response
 */
record HttpResponse(int status, Map<String, String> headers, InputStream body, Socket socket)
    implements AutoCloseable {
  /** No answer of the API but a stream is longer. */
  private static final int MOST_TEXT = 64 << 20;

  boolean succeeded() {
    return status >= 200 && status < 300;
  }

  String header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, "");
  }

  String text() throws IOException {
    byte[] bytes = body.readNBytes(MOST_TEXT);
    if (bytes.length == MOST_TEXT) {
      throw new IOException("the answer is longer than " + MOST_TEXT + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing was to be sent any more, so nothing is lost.
    }
  }
}
