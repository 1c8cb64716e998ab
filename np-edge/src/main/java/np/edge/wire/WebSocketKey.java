package np.edge.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * What an instance proves with that it understands WebSocket (RFC 6455 section 4.1). In HTTP/2
 * clients send none (RFC 8441 section 5), so there the edge asks for the proof.
 *
 * @param value of Sec-WebSocket-Key
 */
public record WebSocketKey(String value) {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int BYTES = 16;

  /** The key of the request with this id, which nobody else has. */
  public static WebSocketKey of(CharSequence requestId) {
    byte[] hash = sha1(requestId.toString());
    return new WebSocketKey(Base64.getEncoder().encodeToString(Arrays.copyOf(hash, BYTES)));
  }

  /** Whether an instance has given the proof. */
  public boolean isProvenBy(ResponseHead answer) {
    String proof = Base64.getEncoder().encodeToString(sha1(value + GUID));
    return proof.equals(answer.fields().value("sec-websocket-accept"));
  }

  private static byte[] sha1(String text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
