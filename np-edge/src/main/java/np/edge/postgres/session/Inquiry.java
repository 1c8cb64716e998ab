package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import np.edge.http.Unawaited;
import org.jspecify.annotations.Nullable;

/**
 * Takes the answers of an instance to what the gateway itself has asked in a client's session, of
 * which the client sees nothing.
 */
final class Inquiry extends ByteToMessageDecoder {
  private static final int HEADER = 5;
  private static final int MOST_BYTES = 8 << 20;

  private final Owner owner;
  private final List<List<@Nullable String>> rows = new ArrayList<>();
  private final List<Integer> failures = new ArrayList<>();
  private final int steps;
  private int done;
  private boolean over;

  /** Is told the outcome, on the event loop. */
  interface Owner {
    /** The server says something that is for the client all the same; the owner releases it. */
    void overheard(ByteBuf message);

    /** All is answered; the owner puts its own handler in place of the inquiry. */
    void answered(Inquiry inquiry);

    /** The connection has ended before. */
    void unanswered();
  }

  /**
   * @param steps how many times the server says that it is ready before all is answered
   */
  Inquiry(Owner owner, int steps) {
    this.owner = owner;
    this.steps = steps;
  }

  /** What the server has sent in rows, each byte a character. */
  List<List<@Nullable String>> rows() {
    return rows;
  }

  /** The steps that ended in an error, counted from 0. */
  List<Integer> failures() {
    return failures;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    while (!over && in.readableBytes() >= HEADER) {
      int size = in.getInt(in.readerIndex() + 1) - Integer.BYTES;
      if (size < 0 || size > MOST_BYTES) {
        Unawaited.close(ctx);
        return;
      } else if (in.readableBytes() < HEADER + size) {
        return;
      }
      take(in.readSlice(HEADER + size));
    }
  }

  private void take(ByteBuf message) {
    switch (message.getByte(message.readerIndex())) {
      case 'D' -> rows.add(row(message.slice().skipBytes(HEADER)));
      case 'A', 'N', 'S' -> owner.overheard(message.retainedSlice());
      case 'E' -> error(message);
      case 'Z' -> {
        done++;
        if (done == steps) {
          over = true;
          owner.answered(this);
        }
      }
      default -> {}
    }
  }

  /** What ends the session is for the client; what was wrong with a question is not. */
  private void error(ByteBuf message) {
    String fields =
        message.toString(
            message.readerIndex() + HEADER,
            message.readableBytes() - HEADER,
            StandardCharsets.ISO_8859_1);
    if (fields.contains("\0VFATAL\0") || fields.contains("\0VPANIC\0")) {
      owner.overheard(message.retainedSlice());
    } else {
      failures.add(done);
    }
  }

  private static List<@Nullable String> row(ByteBuf in) {
    int columns = in.readUnsignedShort();
    List<@Nullable String> row = new ArrayList<>(columns);
    for (int i = 0; i < columns; i++) {
      int length = in.readInt();
      row.add(
          length < 0 ? null : in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString());
    }
    return row;
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    if (!over) {
      over = true;
      owner.unanswered();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Unawaited.close(ctx);
  }
}
