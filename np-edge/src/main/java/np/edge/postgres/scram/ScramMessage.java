package np.edge.postgres.scram;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import np.edge.postgres.wire.PostgresError;
import np.edge.postgres.wire.RefusedException;
import np.edge.postgres.wire.SqlState;

/** Takes a message of a client apart, from its beginning (RFC 5802 section 7). */
final class ScramMessage {
  private final String text;
  private int at;

  ScramMessage(byte[] message) throws RefusedException {
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
    if (text.indexOf(0) >= 0) {
      throw malformed();
    }
  }

  /** All up to the next comma, which is taken too and must be there. */
  String flag() throws RefusedException {
    int comma = text.indexOf(',', at);
    if (comma < 0) {
      throw malformed();
    }
    String flag = text.substring(at, comma);
    at = comma + 1;
    return flag;
  }

  /** The value of the next attribute, which must have this name. */
  String attribute(char name) throws RefusedException {
    if (at + 2 > text.length() || text.charAt(at) != name || text.charAt(at + 1) != '=') {
      throw malformed();
    }
    int comma = text.indexOf(',', at);
    int end = comma < 0 ? text.length() : comma;
    String value = text.substring(at + 2, end);
    if (!value.chars().allMatch(c -> c >= 0x21 && c < 0x7f) && name != 'n') {
      throw malformed();
    }
    at = comma < 0 ? end : end + 1;
    return value;
  }

  /** What was taken so far, without the last comma. */
  String taken() throws RefusedException {
    if (at == 0 || at > text.length() || text.charAt(at - 1) != ',') {
      throw malformed();
    }
    return text.substring(0, at - 1);
  }

  /** What was not taken yet. */
  String rest() {
    return text.substring(at);
  }

  /** Only the one form that stands for these bytes is taken. */
  static byte[] decode(String base64) throws RefusedException {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    throw malformed();
  }

  static RefusedException malformed() {
    return new RefusedException(
        PostgresError.of(SqlState.PROTOCOL_VIOLATION, "malformed SCRAM message"));
  }
}
