package np.spi;

import java.nio.ByteBuffer;
import np.model.Exit;

/** What comes from the process of a {@link Session}. */
public sealed interface SessionOutput {

  /**
   * Bytes that it wrote.
   *
   * @param stream where to; a terminal has standard output only
   * @param bytes not changed by anybody from now on
   */
  record Data(Stream stream, ByteBuffer bytes) implements SessionOutput {
    public Data {
      bytes = bytes.asReadOnlyBuffer();
    }

    /** A view of its own for each caller. */
    @Override
    public ByteBuffer bytes() {
      return bytes.duplicate();
    }
  }

  /**
   * The process has room for more input than was said before (RFC 4254 section 5.2).
   *
   * @param bytes how much more, at least 1
   */
  record WindowAdjust(int bytes) implements SessionOutput {}

  /** How it ended; the last of all. */
  record Exited(Exit exit) implements SessionOutput {}

  /** The streams that a process writes. */
  enum Stream {
    STDOUT,
    STDERR
  }
}
