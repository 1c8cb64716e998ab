package np.cli.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;

/**
 * Turns a request into a WebSocket (RFC 6455 section 4.1).
 *
 * @param key random, proves that the answer is to this request
 * @param protocol to be spoken
 */
record Handshake(String key, String protocol) {
  /** RFC 6455 section 1.3. */
  private static final String SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  static Handshake of(String protocol) {
    byte[] key = new byte[16];
    new SecureRandom().nextBytes(key);
    return new Handshake(Base64.getEncoder().encodeToString(key), protocol);
  }

  HttpRequest on(HttpRequest request) {
    return request
        .with("Upgrade", "websocket")
        .with("Sec-WebSocket-Version", "13")
        .with("Sec-WebSocket-Key", key)
        .with("Sec-WebSocket-Protocol", protocol);
  }

  static boolean isAccepted(HttpResponse response) {
    return response.status() == HttpHead.SWITCHING;
  }

  /**
   * The WebSocket behind an answer that accepts.
   *
   * @param silence the longest that the server may not be heard of
   */
  WebSocket complete(HttpResponse response, Duration silence) throws IOException {
    if (!response.header("sec-websocket-accept").equals(accept())
        || !response.header("sec-websocket-protocol").equals(protocol)) {
      response.close();
      throw new IOException("the server does not speak " + protocol);
    }
    response.socket().setSoTimeout((int) silence.toMillis());
    return new WebSocket(response.socket(), response.body());
  }

  private String accept() {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] digest = sha1.digest((key + SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
