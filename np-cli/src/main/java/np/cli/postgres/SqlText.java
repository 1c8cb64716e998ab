package np.cli.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A part of a script as it stands there, in bytes. */
public final class SqlText {
  private final byte[] bytes;

  SqlText(byte[] bytes, int from) {
    this.bytes = Arrays.copyOfRange(bytes, from, bytes.length);
  }

  /**
   * The characters.
   *
   * @throws CharacterCodingException when it is written in another encoding
   */
  public String in(Charset charset) throws CharacterCodingException {
    return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** The characters in UTF-8, whatever they are; for messages and what was typed. */
  public String utf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
