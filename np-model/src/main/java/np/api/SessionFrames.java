package np.api;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import np.model.ByteSize;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.NpException;
import np.model.StopPolicy;
import np.spi.Session;
import np.spi.SessionInput;
import np.spi.SessionOutput;
import np.spi.Terminal;

/**
 * The messages of a session as bytes: one for the kind, then what it says, numbers in network
 * order.
 *
 * <pre>
 * to the process     0 data BYTES   1 end   2 resize COLUMNS:u16 ROWS:u16
 *                    3 signal NUMBER:u8   4 window adjust BYTES:u32
 * from the process   0 stdout BYTES   1 stderr BYTES   2 window adjust BYTES:u32
 *                    3 exited KIND:u8 NUMBER:u64 (0 code, 1 signal, 2 out of memory, 3 unknown)
 * </pre>
 */
public final class SessionFrames {
  /** The name of a WebSocket's protocol that carries them. */
  public static final String PROTOCOL = "np.session.1";

  /** The longest frame. */
  public static final int LONGEST = 1 + Session.MOST_DATA;

  private static final byte DATA = 0;
  private static final byte END = 1;
  private static final byte RESIZE = 2;
  private static final byte SIGNAL = 3;
  private static final byte ADJUST_OUTPUT = 4;

  private static final byte STDOUT = 0;
  private static final byte STDERR = 1;
  private static final byte ADJUST_INPUT = 2;
  private static final byte EXITED = 3;

  private static final byte CODE = 0;
  private static final byte SIGNALLED = 1;
  private static final byte OUT_OF_MEMORY = 2;
  private static final byte UNKNOWN = 3;

  private SessionFrames() {}

  /** A message to the process. */
  public static ByteBuffer of(SessionInput input) {
    return switch (input) {
      case SessionInput.Data data -> bytes(DATA, data.bytes());
      case SessionInput.End _ -> frame(END, 0).flip();
      case SessionInput.Resize resize -> resize(resize.size());
      case SessionInput.Signal signal ->
          frame(SIGNAL, 1).put((byte) signal.signal().number()).flip();
      case SessionInput.WindowAdjust more -> frame(ADJUST_OUTPUT, 4).putInt(more.bytes()).flip();
    };
  }

  /** A message from the process. */
  public static ByteBuffer of(SessionOutput output) {
    return switch (output) {
      case SessionOutput.Data data ->
          bytes(data.stream() == SessionOutput.Stream.STDOUT ? STDOUT : STDERR, data.bytes());
      case SessionOutput.WindowAdjust more -> frame(ADJUST_INPUT, 4).putInt(more.bytes()).flip();
      case SessionOutput.Exited exited -> exited(exited.exit());
    };
  }

  /**
   * Reads a message to the process.
   *
   * @throws NpException.Invalid BAD_REQUEST when it is none
   */
  public static SessionInput input(ByteBuffer frame) {
    ByteBuffer in = checked(frame);
    try {
      SessionInput input =
          switch (in.get()) {
            case DATA -> new SessionInput.Data(rest(in));
            case END -> new SessionInput.End();
            case RESIZE -> new SessionInput.Resize(size(in));
            case SIGNAL -> new SessionInput.Signal(signal(in.get()));
            case ADJUST_OUTPUT -> new SessionInput.WindowAdjust(positive(in.getInt()));
            default -> throw malformed();
          };
      return ended(in, input);
    } catch (BufferUnderflowException e) {
      throw malformed();
    }
  }

  /**
   * Reads a message from the process.
   *
   * @throws NpException.Invalid BAD_REQUEST when it is none
   */
  public static SessionOutput output(ByteBuffer frame) {
    ByteBuffer in = checked(frame);
    try {
      SessionOutput output =
          switch (in.get()) {
            case STDOUT -> new SessionOutput.Data(SessionOutput.Stream.STDOUT, rest(in));
            case STDERR -> new SessionOutput.Data(SessionOutput.Stream.STDERR, rest(in));
            case ADJUST_INPUT -> new SessionOutput.WindowAdjust(positive(in.getInt()));
            case EXITED -> new SessionOutput.Exited(exit(in.get(), in.getLong()));
            default -> throw malformed();
          };
      return ended(in, output);
    } catch (BufferUnderflowException e) {
      throw malformed();
    }
  }

  private static ByteBuffer bytes(byte kind, ByteBuffer data) {
    return frame(kind, data.remaining()).put(data).flip();
  }

  private static ByteBuffer resize(Terminal.Size size) {
    return frame(RESIZE, 4).putShort((short) size.columns()).putShort((short) size.rows()).flip();
  }

  private static ByteBuffer exited(Exit exit) {
    return switch (exit) {
      case Exit.Code code -> frame(EXITED, 9).put(CODE).putLong(code.code()).flip();
      case Exit.Signalled by -> frame(EXITED, 9).put(SIGNALLED).putLong(by.number()).flip();
      case Exit.OutOfMemory memory ->
          frame(EXITED, 9).put(OUT_OF_MEMORY).putLong(memory.limit().bytes()).flip();
      case Exit.Unknown _ -> frame(EXITED, 9).put(UNKNOWN).putLong(0).flip();
    };
  }

  private static Exit exit(byte kind, long number) {
    return switch (kind) {
      case CODE -> new Exit.Code((int) number);
      case SIGNALLED -> new Exit.Signalled((int) number);
      case OUT_OF_MEMORY -> new Exit.OutOfMemory(new ByteSize(number));
      case UNKNOWN -> new Exit.Unknown();
      default -> throw malformed();
    };
  }

  private static ByteBuffer frame(byte kind, int length) {
    return ByteBuffer.allocate(1 + length).put(kind);
  }

  private static ByteBuffer checked(ByteBuffer frame) {
    if (frame.remaining() > LONGEST) {
      throw new NpException.Invalid(
          ErrorCode.TOO_LARGE,
          "a message of the session has more than " + LONGEST + " bytes",
          "send at most " + Session.MOST_DATA + " bytes of data at once");
    }
    return frame.duplicate();
  }

  /** A copy: the buffer that was read into is used again. */
  private static ByteBuffer rest(ByteBuffer in) {
    return ByteBuffer.allocate(in.remaining()).put(in).flip();
  }

  private static Terminal.Size size(ByteBuffer in) {
    int columns = Short.toUnsignedInt(in.getShort());
    return new Terminal.Size(columns, Short.toUnsignedInt(in.getShort()));
  }

  private static StopPolicy.Signal signal(int number) {
    return Arrays.stream(StopPolicy.Signal.values())
        .filter(signal -> signal.number() == number)
        .findFirst()
        .orElseThrow(SessionFrames::malformed);
  }

  private static int positive(int number) {
    if (number < 1) {
      throw malformed();
    }
    return number;
  }

  private static <T> T ended(ByteBuffer in, T message) {
    if (in.hasRemaining()) {
      throw malformed();
    }
    return message;
  }

  private static NpException malformed() {
    return new NpException.Invalid(
        ErrorCode.BAD_REQUEST, "a message of the session is malformed", "see /v1/openapi.json");
  }
}
