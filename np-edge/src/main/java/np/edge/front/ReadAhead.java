package np.edge.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/** Bytes that a client has sent and nobody has taken yet. */
final class ReadAhead {
  private static final int MAX = 64 * 1024;

  private final ByteBufAllocator allocator;
  private @Nullable ByteBuf bytes;

  ReadAhead(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /** Takes over the bytes. */
  void add(ByteBuf piece) {
    ByteBuf before = bytes;
    bytes =
        before == null
            ? piece
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, before, piece);
  }

  /** What is there, to take from; null when there is nothing. */
  @Nullable ByteBuf readable() {
    ByteBuf there = bytes;
    return there != null && there.isReadable() ? there : null;
  }

  /** Whether so much is there that no more should come. */
  boolean isFull() {
    ByteBuf there = bytes;
    return there != null && there.readableBytes() > MAX;
  }

  /** Leaves all of it to the caller, who has got it from {@link #readable}. */
  void handOver() {
    bytes = null;
  }

  /** Lets go of what has been used up. */
  void tidy() {
    ByteBuf there = bytes;
    if (there != null && !there.isReadable()) {
      bytes = null;
      there.release();
    }
  }

  /** Drops everything; it is let go by {@link #tidy}. */
  void skip() {
    ByteBuf there = bytes;
    if (there != null) {
      there.skipBytes(there.readableBytes());
    }
  }
}
