package np.cli.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes from strangers, which come in pieces, as text that is safe to show on a terminal. */
public final class SafeText {
  private static final String PLAIN = "\n\t";

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** The beginning of a character whose end has not come yet. */
  private ByteBuffer rest = ByteBuffer.allocate(0);

  /** The text of the next piece, line ends and tabs as they are. */
  public String next(ByteBuffer piece) {
    ByteBuffer bytes =
        ByteBuffer.allocate(rest.remaining() + piece.remaining()).put(rest).put(piece).flip();
    CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
    decoder.decode(bytes, text, false);
    rest = bytes;
    StringBuilder safe = new StringBuilder(text.position());
    text.flip().toString().codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int character) {
    if (PLAIN.indexOf(character) >= 0) {
      safe.append((char) character);
    } else {
      safe.append(Output.safe(Character.toString(character)));
    }
  }
}
