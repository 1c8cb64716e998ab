package np.edge.postgres.wire;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;

/** Writes what a client sends (section 54.7). */
public final class ClientMessages {
  private static final int CANCEL = (1234 << 16) | 5678;

  private ClientMessages() {}

  /** A request for a session of version 3.0. */
  public static void startup(ByteBuf out, Map<String, String> parameters) {
    int start = out.writerIndex();
    out.writeInt(0).writeInt(ProtocolVersion.V3_0.number());
    parameters.forEach(
        (name, value) -> {
          ServerMessages.text(out, name);
          ServerMessages.text(out, value);
        });
    out.writeByte(0);
    out.setInt(start, out.writerIndex() - start);
  }

  /** Cancels what another connection does. */
  public static void cancel(ByteBuf out, int process, byte[] secret) {
    out.writeInt(3 * Integer.BYTES + secret.length);
    out.writeInt(CANCEL).writeInt(process).writeBytes(secret);
  }

  /** A simple query. */
  public static void query(ByteBuf out, String sql) {
    int start = ServerMessages.begin(out, 'Q');
    ServerMessages.text(out, sql);
    ServerMessages.end(out, start);
  }

  /**
   * Prepares a statement.
   *
   * @param types object ids of its parameters
   */
  public static void parse(ByteBuf out, String name, String sql, List<Integer> types) {
    int start = ServerMessages.begin(out, 'P');
    ServerMessages.text(out, name);
    ServerMessages.text(out, sql);
    out.writeShort(types.size());
    types.forEach(out::writeInt);
    ServerMessages.end(out, start);
  }

  /** Ends a series of messages of the extended protocol. */
  public static void sync(ByteBuf out) {
    ServerMessages.end(out, ServerMessages.begin(out, 'S'));
  }

  /** Ends the session. */
  public static void terminate(ByteBuf out) {
    ServerMessages.end(out, ServerMessages.begin(out, 'X'));
  }
}
