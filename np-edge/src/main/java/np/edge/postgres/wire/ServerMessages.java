package np.edge.postgres.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;

/** Writes what a server sends (section 54.7). */
public final class ServerMessages {
  private static final int SASL = 10;
  private static final int SASL_CONTINUE = 11;
  private static final int SASL_FINAL = 12;

  private ServerMessages() {}

  /** The mechanisms among which the client may choose, the best first. */
  public static void sasl(ByteBuf out, List<String> mechanisms) {
    int start = begin(out, 'R');
    out.writeInt(SASL);
    mechanisms.forEach(mechanism -> text(out, mechanism));
    out.writeByte(0);
    end(out, start);
  }

  /** The server's challenge. */
  public static void saslContinue(ByteBuf out, byte[] data) {
    sasl(out, SASL_CONTINUE, data);
  }

  /** The server's proof that it knows the client. */
  public static void saslFinal(ByteBuf out, byte[] data) {
    sasl(out, SASL_FINAL, data);
  }

  private static void sasl(ByteBuf out, int code, byte[] data) {
    int start = begin(out, 'R');
    out.writeInt(code).writeBytes(data);
    end(out, start);
  }

  /** AuthenticationOk. */
  public static void authenticated(ByteBuf out) {
    int start = begin(out, 'R');
    out.writeInt(0);
    end(out, start);
  }

  /** A setting that clients follow. */
  public static void parameterStatus(ByteBuf out, String name, String value) {
    int start = begin(out, 'S');
    text(out, name);
    text(out, value);
    end(out, start);
  }

  /** What the client must show to have its query cancelled. */
  public static void backendKey(ByteBuf out, int process, byte[] secret) {
    int start = begin(out, 'K');
    out.writeInt(process).writeBytes(secret);
    end(out, start);
  }

  /**
   * Ready for the next query.
   *
   * @param status I outside a transaction, T in one, E in one that has failed
   */
  public static void ready(ByteBuf out, byte status) {
    int start = begin(out, 'Z');
    out.writeByte(status);
    end(out, start);
  }

  /** What of the client's wishes for the protocol is not granted. */
  public static void negotiate(ByteBuf out, StartupMessage message) {
    int start = begin(out, 'v');
    out.writeInt(message.version().agreed().number());
    out.writeInt(message.extensions().size());
    message.extensions().forEach(name -> text(out, name));
    end(out, start);
  }

  /** A fatal error. */
  public static void error(ByteBuf out, PostgresError error) {
    int start = begin(out, 'E');
    field(out, 'S', "FATAL");
    field(out, 'V', "FATAL");
    field(out, 'C', error.state().code());
    field(out, 'M', error.message());
    field(out, 'D', error.detail());
    field(out, 'H', error.hint());
    out.writeByte(0);
    end(out, start);
  }

  private static void field(ByteBuf out, char code, String value) {
    if (!value.isEmpty()) {
      out.writeByte(code);
      text(out, value);
    }
  }

  /** A string with its zero byte. */
  static void text(ByteBuf out, String value) {
    ByteBufUtil.writeUtf8(out, value.indexOf(0) < 0 ? value : value.replace("\0", ""));
    out.writeByte(0);
  }

  static int begin(ByteBuf out, char type) {
    out.writeByte(type).writeInt(0);
    return out.writerIndex();
  }

  static void end(ByteBuf out, int start) {
    out.setInt(start - Integer.BYTES, out.writerIndex() - start + Integer.BYTES);
  }
}
