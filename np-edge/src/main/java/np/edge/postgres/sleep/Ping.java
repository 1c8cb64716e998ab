package np.edge.postgres.sleep;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Answers for a sleeping session what pools ask to see whether a connection is alive: a query that
 * does nothing, by the simple or the extended protocol. That is no reason to wake a database.
 */
public final class Ping {
  private static final int HEADER = 5;
  private static final int MOST_BYTES = 256;
  private static final Set<String> NOTHING = Set.of("", ";", "-- ping", "/* ping */");

  private final Predicate<String> emptyStatement;
  private boolean unnamedIsEmpty;

  /** What became of the client's bytes. */
  public enum Outcome {
    /** They were taken and answered. */
    ANSWERED,
    /** More must come before anything can be said; nothing was taken. */
    UNFINISHED,
    /** They are for the database; nothing was taken. */
    OTHER
  }

  /**
   * @param emptyStatement whether a prepared statement of this name does nothing
   */
  public Ping(Predicate<String> emptyStatement) {
    this.emptyStatement = emptyStatement;
  }

  /** Looks at what the client has sent, from the beginning of a message. */
  public Outcome answer(ByteBuf in, ByteBuf out) {
    if (in.readableBytes() > MOST_BYTES) {
      return Outcome.OTHER;
    }
    ByteBuf left = in.slice();
    int written = out.writerIndex();
    int taken = 0;
    Outcome outcome = Outcome.ANSWERED;
    while (left.isReadable() && outcome == Outcome.ANSWERED) {
      if (left.readableBytes() < HEADER
          || left.readableBytes() < 1 + (long) left.getInt(left.readerIndex() + 1)) {
        outcome = Outcome.UNFINISHED;
      } else {
        outcome = message(left, out);
        taken = left.readerIndex();
      }
    }
    if (outcome != Outcome.ANSWERED || !endsReady(out, written)) {
      out.writerIndex(written);
      return outcome == Outcome.OTHER ? Outcome.OTHER : Outcome.UNFINISHED;
    }
    in.skipBytes(taken);
    return Outcome.ANSWERED;
  }

  private static boolean endsReady(ByteBuf out, int from) {
    int end = out.writerIndex();
    return end - from >= 6 && out.getByte(end - 6) == 'Z';
  }

  private Outcome message(ByteBuf in, ByteBuf out) {
    byte type = in.readByte();
    int size = in.readInt() - Integer.BYTES;
    if (size < 0) {
      return Outcome.OTHER;
    }
    ByteBuf content = in.readSlice(size);
    boolean answered =
        switch (type) {
          case 'Q' -> query(content, out);
          case 'P' -> parse(content, out);
          case 'B' -> bind(content, out);
          case 'D' -> describe(content, out);
          case 'E' -> execute(content, out);
          case 'S' -> ready(out);
          default -> false;
        };
    return answered ? Outcome.ANSWERED : Outcome.OTHER;
  }

  private static boolean query(ByteBuf content, ByteBuf out) {
    return isNothing(text(content)) && simple(out, 'I') && ready(out);
  }

  private boolean parse(ByteBuf content, ByteBuf out) {
    String name = text(content);
    unnamedIsEmpty = name.isEmpty() && isNothing(text(content));
    return unnamedIsEmpty && simple(out, '1');
  }

  private boolean bind(ByteBuf content, ByteBuf out) {
    String portal = text(content);
    String statement = text(content);
    boolean empty = statement.isEmpty() ? unnamedIsEmpty : emptyStatement.test(statement);
    return portal.isEmpty() && empty && simple(out, '2');
  }

  private boolean describe(ByteBuf content, ByteBuf out) {
    return content.isReadable()
        && content.readByte() == 'P'
        && text(content).isEmpty()
        && simple(out, 'n');
  }

  private static boolean execute(ByteBuf content, ByteBuf out) {
    return text(content).isEmpty() && simple(out, 'I');
  }

  private static boolean ready(ByteBuf out) {
    out.writeByte('Z').writeInt(Integer.BYTES + 1).writeByte('I');
    return true;
  }

  private static boolean simple(ByteBuf out, char type) {
    out.writeByte(type).writeInt(Integer.BYTES);
    return true;
  }

  private static boolean isNothing(String sql) {
    return NOTHING.contains(sql.strip().toLowerCase(Locale.ROOT));
  }

  private static String text(ByteBuf in) {
    int length = in.bytesBefore((byte) 0);
    if (length < 0) {
      return "\0";
    }
    String text = in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
    in.skipBytes(1);
    return text;
  }
}
