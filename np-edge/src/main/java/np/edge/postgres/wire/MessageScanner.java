package np.edge.postgres.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Follows the messages of one direction while they pass, by their headers: nothing is copied but
 * what lies across two buffers. Bytes are only looked at.
 */
public final class MessageScanner {
  private static final int HEADER = 5;
  private static final int MOST_BYTES = 0x3fffffff;

  private final MessageListener listener;
  private int headerBytes;
  private byte type;
  private int size;
  private int left;
  private int lastEnd;
  private @Nullable ByteBuf content;

  public MessageScanner(MessageListener listener) {
    this.listener = listener;
  }

  /** Whether the next byte begins a message. */
  public boolean isBetweenMessages() {
    return headerBytes == 0 && left == 0;
  }

  /** The index in the bytes that were scanned last at which a message ends; -1 when none does. */
  public int lastEnd() {
    return lastEnd;
  }

  /**
   * Looks at all readable bytes of {@code in}, and takes none.
   *
   * @return false when this is no protocol; nothing is reported from there on
   */
  public boolean scan(ByteBuf in) {
    int at = in.readerIndex();
    int end = in.writerIndex();
    lastEnd = -1;
    while (at < end) {
      if (left > 0) {
        at = skip(in, at, end);
      } else if (headerBytes == 0 && end - at >= HEADER) {
        type = in.getByte(at);
        size = in.getInt(at + 1);
        at += HEADER;
        if (!begin(in, at, end)) {
          return false;
        }
      } else {
        header(in.getByte(at));
        at++;
        if (headerBytes == HEADER) {
          headerBytes = 0;
          if (!begin(in, at, end)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private void header(byte next) {
    if (headerBytes == 0) {
      type = next;
      size = 0;
    } else {
      size = (size << 8) | (next & 0xff);
    }
    headerBytes++;
  }

  /** A header is complete, and its message goes on at {@code at}. */
  private boolean begin(ByteBuf in, int at, int end) {
    size -= Integer.BYTES;
    if (size < 0 || size > MOST_BYTES) {
      return false;
    }
    left = size;
    if (size == 0) {
      lastEnd = at;
    }
    if (!listener.wants(type, size)) {
      listener.passed(type);
    } else if (size <= end - at) {
      listener.content(type, in, at, size);
    } else {
      content = Unpooled.buffer(size);
    }
    return true;
  }

  private int skip(ByteBuf in, int at, int end) {
    int bytes = Math.min(left, end - at);
    left -= bytes;
    ByteBuf collected = content;
    if (collected != null) {
      collected.writeBytes(in, at, bytes);
      if (left == 0) {
        content = null;
        listener.content(type, collected, 0, size);
      }
    }
    if (left == 0) {
      lastEnd = at + bytes;
    }
    return at + bytes;
  }
}
