package np.spi;

import java.nio.ByteBuffer;
import np.model.StopPolicy;

/** What goes to the process of a {@link Session}, in its order. */
public sealed interface SessionInput {

  /**
   * Bytes for standard input.
   *
   * @param bytes not changed by anybody from now on
   */
  record Data(ByteBuffer bytes) implements SessionInput {
    public Data {
      bytes = bytes.asReadOnlyBuffer();
    }

    /** A view of its own for each caller. */
    @Override
    public ByteBuffer bytes() {
      return bytes.duplicate();
    }
  }

  /** Standard input has ended; on a terminal it says nothing: there a program is sent Ctrl-D. */
  record End() implements SessionInput {}

  /** The terminal has another size now; without a terminal it says nothing. */
  record Resize(Terminal.Size size) implements SessionInput {}

  /** A signal for every process of the session; on a terminal its keys do that. */
  record Signal(StopPolicy.Signal signal) implements SessionInput {}

  /**
   * The caller has room for more output than it has said before (RFC 4254 section 5.2).
   *
   * @param bytes how much more, at least 1
   */
  record WindowAdjust(int bytes) implements SessionInput {}
}
