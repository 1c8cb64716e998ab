package np.edge.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import np.edge.http.Deadline;
import np.edge.http.LoopContext;
import np.edge.http.Outbox;
import np.edge.http.Unawaited;
import np.edge.upstream.Reply.Failure;
import np.edge.upstream.Reply.Room;
import np.edge.wire.BodyReader;
import np.edge.wire.Field;
import np.edge.wire.HeadReader;
import np.edge.wire.HeaderBlock;
import np.edge.wire.MalformedException;
import np.edge.wire.RequestHead;
import np.edge.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 connection to an instance: one request after the other, idle in between. */
final class Http1Stream extends ChannelInboundHandlerAdapter implements UpstreamStream {
  private static final int MAX_HEAD = 64 * 1024;

  private enum State {
    IDLE,
    HEAD,
    BODY,
    TUNNEL,
    CLOSED
  }

  private final LoopContext context;
  private final Instance instance;
  private final Channel channel;
  private final Outbox out;
  private final HeadReader headReader = new HeadReader(MAX_HEAD);
  private final BodyReader body = new BodyReader();
  private final Deadline deadline =
      new Deadline() {
        @Override
        protected void expired() {
          fail(Failure.TIMEOUT);
        }
      };
  private State state = State.IDLE;
  private @Nullable ProxyCall call;
  private @Nullable ResponseHead head;
  private boolean used;
  private boolean heard;
  private boolean chunked;
  private boolean requestEnded;
  private boolean patient;
  private boolean headOnly;
  private boolean webSocket;
  private long idleSince;

  Http1Stream(LoopContext context, Instance instance, Channel channel) {
    this.context = context;
    this.instance = instance;
    this.channel = channel;
    this.out = new Outbox(channel);
  }

  /** Since when nothing is asked of it, as {@code System.nanoTime}. */
  long idleSince() {
    return idleSince;
  }

  boolean isOpen() {
    return channel.isActive() && state == State.IDLE;
  }

  @Override
  public void start(ProxyCall newCall) {
    RequestHead request = newCall.exchange().request();
    call = newCall;
    head = context.takeResponseHead();
    headReader.reset();
    state = State.HEAD;
    heard = false;
    patient = false;
    headOnly = request.isMethod("HEAD");
    webSocket = request.isWebSocket();
    chunked = request.framing().chunked();
    requestEnded = !request.hasBody();
    RequestWriter.write(out.buffer(), newCall.exchange(), newCall.stripped());
    if (requestEnded) {
      out.flush();
      awaitAnswer();
    } else {
      context.deadlines().clear(deadline);
    }
  }

  private void awaitAnswer() {
    context.deadlines().set(deadline, context.limits().answer(), System.nanoTime());
  }

  @Override
  public void data(ByteBuf source, int size) {
    if (state == State.CLOSED || state == State.IDLE) {
      source.skipBytes(size);
    } else if (chunked && state != State.TUNNEL) {
      out.chunk(source, size);
    } else {
      out.data(source, size);
    }
  }

  @Override
  public void flush() {
    if (state != State.CLOSED) {
      out.flush();
    }
  }

  @Override
  public void end(@Nullable HeaderBlock trailers) {
    if (state == State.TUNNEL) {
      out.closeAfterwards();
    } else if (state == State.HEAD || state == State.BODY) {
      requestEnded = true;
      if (chunked) {
        out.buffer().writeByte('0');
        out.endLine();
        out.endLine();
      }
      out.flush();
      if (state == State.HEAD) {
        awaitAnswer();
      }
    }
  }

  @Override
  public void abort() {
    cancel();
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void pause() {
    channel.config().setAutoRead(false);
    context.deadlines().clear(deadline);
  }

  @Override
  public void resume() {
    channel.config().setAutoRead(true);
    awaitBody();
  }

  private void awaitBody() {
    if (state == State.BODY && !patient) {
      context.deadlines().set(deadline, context.limits().body(), System.nanoTime());
    }
  }

  @Override
  public void cancel() {
    call = null;
    close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      read(in);
      awaitBody();
    } catch (MalformedException e) {
      fail(Failure.MALFORMED);
    } finally {
      in.release();
    }
  }

  private void read(ByteBuf in) throws MalformedException {
    while (in.isReadable()) {
      ProxyCall current = call;
      ResponseHead answer = head;
      if (current == null || answer == null) {
        close();
        return;
      }
      heard = true;
      switch (state) {
        case HEAD -> head(in, current, answer);
        case BODY -> {
          body.read(in, current);
          endIfComplete();
        }
        case TUNNEL -> current.data(in, in.readableBytes());
        case IDLE, CLOSED -> close();
      }
    }
  }

  private void head(ByteBuf in, ProxyCall current, ResponseHead answer) throws MalformedException {
    if (!headReader.read(in, answer.fields())) {
      return;
    }
    context.responseParser().parse(answer);
    if (answer.status() == 101) {
      upgrade(current, answer);
    } else if (answer.isInterim()) {
      current.interim(answer);
      answer.clear();
      headReader.reset();
    } else {
      frame(answer);
      state = State.BODY;
      context.deadlines().clear(deadline);
      current.head(answer);
      if (body.isEnded() && call == current) {
        current.end(null);
      }
      endIfComplete();
    }
  }

  private void frame(ResponseHead answer) {
    if (headOnly || !answer.mayHaveBody()) {
      body.startLength(0);
    } else if (answer.framing().chunked()) {
      body.startChunked();
    } else if (answer.framing().length() >= 0) {
      body.startLength(answer.framing().length());
    } else {
      body.startUntilClose();
    }
    String type = body.isEnded() ? null : answer.header(Field.CONTENT_TYPE);
    patient = type != null && type.startsWith("text/event-stream");
  }

  private void upgrade(ProxyCall current, ResponseHead answer) throws MalformedException {
    if (!webSocket) {
      throw new MalformedException(502, "101 without a request to upgrade");
    }
    state = State.TUNNEL;
    context.deadlines().remove(deadline);
    current.upgraded(answer);
  }

  /** After the call's end: makes the connection ready for the next request, or closes it. */
  private void endIfComplete() {
    if (state != State.BODY || !body.isEnded()) {
      return;
    }
    ResponseHead answer = head;
    boolean reusable = requestEnded && answer != null && answer.isPersistent();
    call = null;
    giveBackHead();
    state = State.IDLE;
    used = true;
    idleSince = System.nanoTime();
    if (!reusable || !instance.keepIdle(context.index(), this)) {
      close();
      return;
    }
    if (!channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
    context.deadlines().set(deadline, context.limits().upstreamIdle(), idleSince);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ProxyCall current = call;
    if (current != null) {
      current.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ProxyCall current = call;
    if (current != null) {
      current.writable(channel.isWritable() ? Room.YES : Room.NO);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ProxyCall current = call;
    boolean complete = (state == State.BODY && body.endsWithConnection()) || state == State.TUNNEL;
    if (current != null && complete) {
      call = null;
      current.end(null);
      close();
    } else {
      fail(used && !heard ? Failure.STALE : Failure.CLOSED);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(used && !heard ? Failure.STALE : Failure.CLOSED);
  }

  private void fail(Failure why) {
    ProxyCall current = call;
    call = null;
    close();
    if (current != null) {
      current.failed(why);
    }
  }

  /** Closes the connection; calls nobody back. */
  void close() {
    if (state == State.IDLE) {
      instance.dropIdle(context.index(), this);
    }
    if (state != State.CLOSED) {
      state = State.CLOSED;
      giveBackHead();
      out.discard();
      context.deadlines().remove(deadline);
      Unawaited.close(channel);
    }
  }

  private void giveBackHead() {
    ResponseHead answer = head;
    if (answer != null) {
      head = null;
      context.giveBack(answer);
    }
  }
}
