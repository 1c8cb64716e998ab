package np.edge.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.ByteToMessageDecoder;
import np.edge.http.LoopContext;
import np.edge.wire.BodyReader;
import np.edge.wire.BodySink;
import np.edge.wire.HeadReader;
import np.edge.wire.MalformedException;
import np.edge.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on a client's HTTP/1.1 connection: heads, bodies, the bytes of a tunnel. Takes no
 * more than whoever wants it takes, apart from a little read ahead.
 */
final class Http1Input {
  private static final int MAX_AHEAD = 64 * 1024;
  private static final long MAX_DISCARDED = 256 * 1024;
  private static final byte[] PREFACE = Http1Bytes.ascii("PRI ");

  private enum State {
    /** Nothing has come yet, so it may turn out to be HTTP/2. */
    FIRST,
    HEAD,
    /** The body of the present exchange, and what may come after it. */
    BODY,
    /** A body that nobody wants. */
    DISCARD,
    TUNNEL,
    /** Nothing counts any more. */
    IGNORE
  }

  private final Http1Connection connection;
  private final LoopContext context;
  private final Channel channel;
  private final HeadReader headReader;
  private final BodyReader body = new BodyReader();
  private State state = State.FIRST;
  private boolean processing;
  private boolean paused;
  private long discarded;
  private @Nullable ByteBuf in;
  private @Nullable RequestHead partial;
  private @Nullable BodySink sink;

  Http1Input(Http1Connection connection, LoopContext context, Channel channel) {
    this.connection = connection;
    this.context = context;
    this.channel = channel;
    this.headReader = new HeadReader(context.limits().headBytes() + context.limits().targetBytes());
  }

  /** Takes over the bytes. */
  void add(ByteBuf piece) {
    ByteBuf before = in;
    in =
        before == null
            ? piece
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(channel.alloc(), before, piece);
    process();
  }

  /** Nothing more is there for the moment. */
  void flush() {
    BodySink current = sink;
    if (current != null) {
      current.flush();
    }
  }

  boolean isBodyEnded() {
    return body.isEnded();
  }

  /** Whether a head has begun and not ended. */
  boolean hasPartialHead() {
    return partial != null;
  }

  /** Whether somebody waits for bytes of the client. */
  boolean isWanted() {
    return sink != null && !paused;
  }

  private void process() {
    if (processing) {
      return;
    }
    processing = true;
    try {
      boolean progress = true;
      while (progress) {
        ByteBuf bytes = in;
        progress = bytes != null && bytes.isReadable() && step(bytes);
      }
    } catch (MalformedException e) {
      connection.refuse(e);
    } finally {
      processing = false;
    }
    tidy();
  }

  /** Lets go of what is used up, and reads on unless there is no room. */
  private void tidy() {
    ByteBuf bytes = in;
    if (bytes != null && !bytes.isReadable()) {
      in = null;
      bytes.release();
    }
    boolean full = in != null && in.readableBytes() > MAX_AHEAD;
    boolean reads = !paused && !full;
    if (channel.config().isAutoRead() != reads) {
      channel.config().setAutoRead(reads);
    }
  }

  /** Takes what the state allows; false when it must wait. */
  private boolean step(ByteBuf bytes) throws MalformedException {
    return switch (state) {
      case FIRST -> first(bytes);
      case HEAD -> head(bytes);
      case BODY -> content(bytes);
      case DISCARD -> discard(bytes);
      case TUNNEL -> tunnel(bytes);
      case IGNORE -> {
        bytes.skipBytes(bytes.readableBytes());
        yield false;
      }
    };
  }

  private boolean first(ByteBuf bytes) {
    int seen = Math.min(PREFACE.length, bytes.readableBytes());
    for (int i = 0; i < seen; i++) {
      if (bytes.getByte(bytes.readerIndex() + i) != PREFACE[i]) {
        state = State.HEAD;
        return true;
      }
    }
    if (seen == PREFACE.length) {
      in = null;
      state = State.IGNORE;
      connection.becomeHttp2(bytes);
    }
    return false;
  }

  private boolean head(ByteBuf bytes) throws MalformedException {
    RequestHead head = partial;
    if (head == null) {
      head = context.takeRequestHead();
      partial = head;
      headReader.reset();
      connection.calm();
    }
    if (!headReader.read(bytes, head.fields())) {
      connection.awaitHead();
      return false;
    }
    if (head.fields().length() == 2) {
      // RFC 9112 section 2.2 asks to ignore an empty line before a request.
      dropPartial();
      return true;
    }
    context.requestParser().parse(head);
    partial = null;
    if (head.framing().chunked()) {
      body.startChunked();
    } else {
      body.startLength(Math.max(0, head.framing().length()));
    }
    state = State.BODY;
    connection.begin(head);
    return true;
  }

  private boolean content(ByteBuf bytes) throws MalformedException {
    BodySink current = sink;
    if (current == null || paused || body.isEnded()) {
      return false;
    }
    int before = bytes.readableBytes();
    body.read(bytes, current);
    if (body.isEnded() && state == State.BODY) {
      sink = null;
    }
    connection.received(before - bytes.readableBytes());
    return true;
  }

  private boolean discard(ByteBuf bytes) throws MalformedException {
    int before = bytes.readableBytes();
    body.read(bytes, Discard.SINK);
    discarded += before - bytes.readableBytes();
    if (body.isEnded()) {
      nextHead();
      connection.awaitNext();
    } else if (discarded > MAX_DISCARDED) {
      connection.linger();
    }
    return true;
  }

  private boolean tunnel(ByteBuf bytes) {
    BodySink current = sink;
    if (current == null || paused) {
      return false;
    }
    current.data(bytes, bytes.readableBytes());
    return true;
  }

  /** Gives the present body to {@code taker}, as it comes. */
  void receive(BodySink taker) {
    sink = taker;
    readOn();
    taker.flush();
  }

  void pause() {
    if (!paused && sink != null) {
      paused = true;
      channel.config().setAutoRead(false);
    }
  }

  void resume() {
    if (paused) {
      paused = false;
      readOn();
      flush();
    }
  }

  /** Looks at what has been read ahead, and lets more come. */
  void readOn() {
    process();
  }

  void becomeTunnel() {
    state = State.TUNNEL;
  }

  /** The exchange is over and its body too: the next head may come. */
  void nextHead() {
    forgetTaker();
    state = State.HEAD;
  }

  /** The exchange is over, but not its body. */
  void discardRest() {
    forgetTaker();
    discarded = 0;
    state = State.DISCARD;
  }

  /** What comes does not matter any more. */
  void ignore() {
    forgetTaker();
    state = State.IGNORE;
  }

  private void forgetTaker() {
    sink = null;
    paused = false;
  }

  /** The connection is closed. */
  void release() {
    ignore();
    dropPartial();
    ByteBuf bytes = in;
    if (bytes != null && !processing) {
      in = null;
      bytes.release();
    } else if (bytes != null) {
      bytes.skipBytes(bytes.readableBytes()); // released by tidy, which follows
    }
  }

  private void dropPartial() {
    RequestHead head = partial;
    if (head != null) {
      partial = null;
      context.giveBack(head);
    }
  }
}
