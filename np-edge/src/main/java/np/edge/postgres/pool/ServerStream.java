package np.edge.postgres.pool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Follows what a session answers to the client that has it: takes out what only the gateway has
 * asked for, and says when the session is free again.
 */
public final class ServerStream {
  private static final int HEADER = 5;
  private static final int MOST_BYTES = 0x3fffffff;
  private static final int MOST_TAG = 32;

  private final ServerState state;
  private ByteBuf rest = Unpooled.EMPTY_BUFFER;
  private int passing;
  private byte status = 'I';

  public ServerStream(ServerState state) {
    this.state = state;
  }

  /** I outside a transaction, T in one, E in one that has failed. */
  public byte status() {
    return status;
  }

  /** Whether a message may be put in between what the server sends. */
  public boolean mayInterrupt() {
    return passing == 0 && !rest.isReadable();
  }

  /**
   * Passes on a buffer, which it takes over, but for what is not for the client.
   *
   * @return false when this is no protocol
   */
  public boolean translate(
      ByteBuf buffer, ByteBufAllocator allocator, ClientTexts texts, Consumer<ByteBuf> to) {
    ByteBuf in = buffer;
    if (rest.isReadable()) {
      in = allocator.directBuffer(rest.readableBytes() + buffer.readableBytes());
      in.writeBytes(rest).writeBytes(buffer);
      rest.release();
      rest = Unpooled.EMPTY_BUFFER;
      buffer.release();
    }
    boolean understood = all(in, texts, to);
    if (in.isReadable() && understood) {
      rest = in;
    } else {
      in.release();
    }
    return understood;
  }

  /** Nothing more comes. */
  public void close() {
    rest.release();
    rest = Unpooled.EMPTY_BUFFER;
  }

  private boolean all(ByteBuf in, ClientTexts texts, Consumer<ByteBuf> to) {
    int at = in.readerIndex();
    while (true) {
      int step = Math.min(passing, in.writerIndex() - at);
      at += step;
      passing -= step;
      if (passing > 0 || in.writerIndex() - at < HEADER) {
        break;
      }
      byte type = in.getByte(at);
      int size = in.getInt(at + 1) - Integer.BYTES;
      if (size < 0 || size > MOST_BYTES) {
        return false;
      }
      boolean read = type == 'Z' || (type == 'C' && size <= MOST_TAG);
      if (read && in.writerIndex() - at < HEADER + size) {
        break;
      }
      if (!message(type, in, at + HEADER, size, texts)) {
        pass(in, at, to);
        in.skipBytes(HEADER);
      }
      at += HEADER;
      passing = size;
    }
    pass(in, at, to);
    return true;
  }

  private static void pass(ByteBuf in, int at, Consumer<ByteBuf> to) {
    int size = at - in.readerIndex();
    if (size > 0) {
      to.accept(in.readRetainedSlice(size));
    }
  }

  /** Whether the client may see a message. */
  private boolean message(byte type, ByteBuf in, int content, int size, ClientTexts texts) {
    switch (type) {
      case '1' -> {
        return state.parsed();
      }
      case 'E' -> state.failed();
      case 'G', 'W' -> state.copiesIn();
      case 'C' -> {
        if (size <= MOST_TAG) {
          done(in.toString(content, size - 1, StandardCharsets.US_ASCII), texts);
        }
      }
      case 'Z' -> {
        status = in.getByte(content);
        state.ready();
        texts.ready(status);
      }
      default -> {}
    }
    return true;
  }

  private void done(String tag, ClientTexts texts) {
    switch (tag) {
      case "SET", "RESET" -> texts.set();
      case "ROLLBACK" -> texts.rolledBack();
      case "LISTEN", "PREPARE" -> texts.stick();
      case "DEALLOCATE ALL" -> state.forget();
      case "DISCARD ALL" -> {
        state.forget();
        state.script(Script.EMPTY);
        texts.discarded();
      }
      default -> {}
    }
  }
}
