package np.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Collects what goes out on an HTTP/1 connection, so that a head and a small body leave in one
 * system call, and large pieces without being copied.
 */
public final class Outbox {
  private static final int COPIED = 4096;
  private static final int FULL = 16_384;
  private static final int INITIAL = 1024;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final Channel channel;
  private @Nullable ByteBuf pending;

  public Outbox(Channel channel) {
    this.channel = channel;
  }

  /** The buffer to append a few bytes to; use it at once. */
  public ByteBuf buffer() {
    ByteBuf buffer = pending;
    if (buffer == null) {
      buffer = channel.alloc().directBuffer(INITIAL);
      pending = buffer;
    }
    return buffer;
  }

  /** Takes {@code size} bytes out of {@code source}. */
  public void data(ByteBuf source, int size) {
    if (size <= COPIED && (pending == null || pending.readableBytes() + size <= FULL)) {
      buffer().writeBytes(source, size);
    } else {
      push();
      write(source.readRetainedSlice(size));
    }
  }

  /** Takes them as one chunk of the chunked coding. */
  public void chunk(ByteBuf source, int size) {
    ByteBuf buffer = buffer();
    int shift = 28 - Integer.numberOfLeadingZeros(size) / 4 * 4;
    for (; shift >= 0; shift -= 4) {
      buffer.writeByte(HEX[size >>> shift & 15]);
    }
    endLine();
    data(source, size);
    endLine();
  }

  /** Appends CR LF. */
  public void endLine() {
    buffer().writeShort('\r' << 8 | '\n');
  }

  /** Hands over what was collected, without a system call. */
  public void push() {
    ByteBuf buffer = pending;
    if (buffer != null) {
      pending = null;
      write(buffer);
    }
  }

  /** Sends everything. */
  public void flush() {
    push();
    channel.flush();
  }

  /** Sends everything, then closes the connection. */
  public void closeAfterwards() {
    push();
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** Drops what was not handed over. */
  public void discard() {
    ByteBuf buffer = pending;
    if (buffer != null) {
      pending = null;
      buffer.release();
    }
  }

  private void write(ByteBuf buffer) {
    var _ = channel.write(buffer, channel.voidPromise());
  }
}
