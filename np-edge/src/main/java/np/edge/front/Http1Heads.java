package np.edge.front;

import io.netty.buffer.ByteBuf;
import np.edge.http.LoopContext;
import np.edge.wire.HeadReader;
import np.edge.wire.MalformedException;
import np.edge.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/** Reads the heads of a client's requests in HTTP/1.1, which may come in pieces. */
final class Http1Heads {
  private static final byte[] PREFACE = Http1Bytes.ascii("PRI ");

  private final LoopContext context;
  private final HeadReader reader;
  private @Nullable RequestHead partial;

  Http1Heads(LoopContext context) {
    this.context = context;
    this.reader = new HeadReader(context.limits().headBytes() + context.limits().targetBytes());
  }

  /** Whether the first bytes of a connection are those of HTTP/2 (RFC 9113 section 3.4). */
  enum Preface {
    YES,
    NO,
    /** There are too few to tell. */
    UNKNOWN;

    static Preface of(ByteBuf bytes) {
      int seen = Math.min(PREFACE.length, bytes.readableBytes());
      for (int i = 0; i < seen; i++) {
        if (bytes.getByte(bytes.readerIndex() + i) != PREFACE[i]) {
          return NO;
        }
      }
      return seen == PREFACE.length ? YES : UNKNOWN;
    }
  }

  /** Whether a head has begun and not ended. */
  boolean isPartial() {
    return partial != null;
  }

  /**
   * Takes what belongs to the head; null until it is complete. An empty line before it is left out
   * (RFC 9112 section 2.2).
   */
  @Nullable RequestHead read(ByteBuf bytes) throws MalformedException {
    RequestHead head = partial;
    if (head == null) {
      head = context.takeRequestHead();
      partial = head;
      reader.reset();
    }
    if (!reader.read(bytes, head.fields())) {
      return null;
    }
    if (head.fields().length() == 2) {
      drop();
      return null;
    }
    context.requestParser().parse(head);
    partial = null;
    return head;
  }

  /** Forgets a head that has begun. */
  void drop() {
    RequestHead head = partial;
    if (head != null) {
      partial = null;
      context.giveBack(head);
    }
  }
}
