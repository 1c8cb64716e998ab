package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import np.edge.http.Unawaited;
import np.edge.postgres.wire.ClientMessages;
import org.jspecify.annotations.Nullable;

/** Opens a session in an instance, which asks for no password. */
final class BackendOpening extends ByteToMessageDecoder {
  private static final int HEADER = 5;
  private static final int MOST_BYTES = 1 << 16;
  private static final int AUTHENTICATED = 0;

  private final Map<String, String> parameters;
  private final Owner owner;
  private @Nullable ByteBuf passed;
  private @Nullable CancelKey key;
  private @Nullable Channel channel;
  private boolean over;

  /** Is told how it went; exactly one method is called, once, on the event loop. */
  interface Owner {
    /** It is open; the owner puts its own handler in place of {@code opening}. */
    void opened(BackendOpening opening, BackendGreeting greeting);

    /**
     * The instance has refused it.
     *
     * @param error its message, as it came; the owner releases it
     * @param state its code
     */
    void refused(ByteBuf error, String state);

    /** There is no connection, or it ended. */
    void failed();
  }

  BackendOpening(Map<String, String> parameters, Owner owner) {
    this.parameters = parameters;
    this.owner = owner;
  }

  /** The connection; there is one when it is open. */
  Channel channel() {
    return Objects.requireNonNull(channel);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    ByteBuf out = ctx.alloc().directBuffer();
    ClientMessages.startup(out, parameters);
    Unawaited.send(ctx, out);
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
      take(ctx, in.readSlice(HEADER + size));
    }
  }

  private void take(ChannelHandlerContext ctx, ByteBuf message) {
    int content = message.readerIndex() + HEADER;
    switch (message.getByte(message.readerIndex())) {
      case 'R' -> {
        if (message.getInt(content) != AUTHENTICATED) {
          Unawaited.close(ctx);
        }
      }
      case 'S', 'N' -> keep(ctx, message);
      case 'K' -> {
        byte[] secret = new byte[message.readableBytes() - HEADER - Integer.BYTES];
        message.getBytes(content + Integer.BYTES, secret);
        key = new CancelKey(message.getInt(content), secret);
      }
      case 'E' -> {
        over = true;
        owner.refused(message.retainedSlice(), state(message));
        Unawaited.close(ctx);
      }
      case 'Z' -> {
        over = true;
        owner.opened(this, greeting(ctx));
      }
      default -> Unawaited.close(ctx);
    }
  }

  private void keep(ChannelHandlerContext ctx, ByteBuf message) {
    ByteBuf all = passed;
    if (all == null) {
      all = ctx.alloc().directBuffer(1024);
      passed = all;
    }
    all.writeBytes(message, message.readerIndex(), message.readableBytes());
  }

  private BackendGreeting greeting(ChannelHandlerContext ctx) {
    ByteBuf all = passed;
    passed = null;
    CancelKey own = key;
    return new BackendGreeting(
        all == null ? ctx.alloc().directBuffer(0) : all,
        own == null ? new CancelKey(0, new byte[0]) : own);
  }

  /** The code among the fields of an ErrorResponse. */
  private static String state(ByteBuf message) {
    ByteBuf in = message.slice().skipBytes(HEADER);
    while (in.isReadable() && in.getByte(in.readerIndex()) != 0) {
      byte field = in.readByte();
      int length = in.bytesBefore((byte) 0);
      if (length < 0) {
        return "";
      }
      String value = in.readCharSequence(length, StandardCharsets.UTF_8).toString();
      in.skipBytes(1);
      if (field == 'C') {
        return value;
      }
    }
    return "";
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    if (passed != null) {
      passed.release();
      passed = null;
    }
    fail();
  }

  /** There is no connection, or none any more. */
  void fail() {
    if (!over) {
      over = true;
      owner.failed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Unawaited.close(ctx);
  }
}
