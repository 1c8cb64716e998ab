package np.edge.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import np.edge.http.LoopContext;
import np.edge.wire.BodyReader;
import np.edge.wire.BodySink;
import np.edge.wire.MalformedException;
import np.edge.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on a client's HTTP/1.1 connection: heads, bodies, the bytes of a tunnel. Takes no
 * more than whoever wants it takes, apart from a little read ahead.
 */
final class Http1Input {
  private static final long MAX_DISCARDED = 256 * 1024;

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
  private final Channel channel;
  private final ReadAhead ahead;
  private final Http1Heads heads;
  private final BodyReader body = new BodyReader();
  private State state = State.FIRST;
  private boolean processing;
  private boolean paused;
  private long discarded;
  private @Nullable BodySink sink;

  Http1Input(Http1Connection connection, LoopContext context, Channel channel) {
    this.connection = connection;
    this.channel = channel;
    this.ahead = new ReadAhead(channel.alloc());
    this.heads = new Http1Heads(context);
  }

  /** Takes over the bytes. */
  void add(ByteBuf piece) {
    ahead.add(piece);
    readOn();
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
    return heads.isPartial();
  }

  /** Whether somebody waits for bytes of the client. */
  boolean isWanted() {
    return sink != null && !paused;
  }

  /** Looks at what has been read ahead, and lets more come. */
  void readOn() {
    if (processing) {
      return;
    }
    processing = true;
    try {
      ByteBuf bytes = ahead.readable();
      while (bytes != null && step(bytes)) {
        bytes = ahead.readable();
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
    ahead.tidy();
    boolean reads = !paused && !ahead.isFull();
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
    switch (Http1Heads.Preface.of(bytes)) {
      case NO -> state = State.HEAD;
      case YES -> {
        ahead.handOver();
        state = State.IGNORE;
        connection.becomeHttp2(bytes);
      }
      case UNKNOWN -> {}
    }
    return state == State.HEAD;
  }

  private boolean head(ByteBuf bytes) throws MalformedException {
    if (!heads.isPartial()) {
      connection.patience().rest();
    }
    RequestHead head = heads.read(bytes);
    if (head == null) {
      boolean emptyLine = !heads.isPartial();
      if (!emptyLine) {
        connection.patience().withHead();
      }
      return emptyLine;
    }
    body.startRequest(head.framing());
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
    discarded += bytes.readableBytes();
    body.read(bytes, Discard.SINK);
    discarded -= bytes.readableBytes();
    if (body.isEnded()) {
      nextHead();
      connection.patience().withNextRequest();
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
    heads.drop();
    ahead.skip();
    if (!processing) {
      ahead.tidy(); // otherwise it follows when the processing ends
    }
  }
}
