package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** What a client has sent before its session is open. */
final class Held {
  private static final int FULL = 64 * 1024;

  private final ArrayDeque<ByteBuf> buffers = new ArrayDeque<>();
  private int bytes;

  /** Takes a buffer over. */
  void add(ByteBuf buffer) {
    bytes += buffer.readableBytes();
    buffers.add(buffer);
  }

  /** Whether the client should send no more for now. */
  boolean isFull() {
    return bytes >= FULL;
  }

  /** Hands over all buffers, in their order. */
  void drain(Consumer<ByteBuf> to) {
    while (!buffers.isEmpty()) {
      ByteBuf next = buffers.poll();
      bytes -= next.readableBytes();
      to.accept(next);
    }
  }

  boolean isEmpty() {
    return buffers.isEmpty();
  }

  /** Takes all out, as one buffer, which is for the caller to release or {@link #putBack}. */
  ByteBuf joined(ByteBufAllocator allocator) {
    if (buffers.size() == 1) {
      bytes = 0;
      return buffers.remove();
    }
    ByteBuf all = allocator.directBuffer(bytes);
    drain(
        each -> {
          all.writeBytes(each);
          each.release();
        });
    return all;
  }

  /** Takes back what is left of what was taken out. */
  void putBack(ByteBuf rest) {
    if (rest.isReadable()) {
      add(rest);
    } else {
      rest.release();
    }
  }

  void discard() {
    drain(ByteBuf::release);
  }
}
