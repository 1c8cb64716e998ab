package np.edge.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import np.edge.http.Deadline;
import np.edge.http.LoopContext;
import np.edge.http.Outbox;
import np.edge.http.Unawaited;
import np.edge.upstream.Http1Answer.Stage;
import np.edge.upstream.Reply.Failure;
import np.edge.upstream.Reply.Room;
import np.edge.wire.HeaderBlock;
import np.edge.wire.MalformedException;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 connection to an instance: one request after the other, idle in between. */
final class Http1Stream extends ChannelInboundHandlerAdapter implements UpstreamStream {

  private enum State {
    IDLE,
    BUSY,
    CLOSED
  }

  private final LoopContext context;
  private final Instance instance;
  private final Channel channel;
  private final Outbox out;
  private final Http1Request request;
  private final Http1Answer answer;
  private final Deadline deadline =
      new Deadline() {
        @Override
        protected void expired() {
          fail(Failure.TIMEOUT);
        }
      };
  private State state = State.IDLE;
  private @Nullable ProxyCall call;
  private boolean used;
  private boolean heard;
  private long idleSince;

  Http1Stream(LoopContext context, Instance instance, Channel channel) {
    this.context = context;
    this.instance = instance;
    this.channel = channel;
    this.out = new Outbox(channel);
    this.request = new Http1Request(out);
    this.answer = new Http1Answer(context);
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
    call = newCall;
    state = State.BUSY;
    heard = false;
    answer.expect(newCall.exchange().request());
    request.start(newCall);
    if (request.isEnded()) {
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
    if (state != State.BUSY) {
      source.skipBytes(size);
    } else if (answer.stage() == Stage.TUNNEL) {
      out.data(source, size);
    } else {
      request.data(source, size);
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
    if (state != State.BUSY) {
      return;
    } else if (answer.stage() == Stage.TUNNEL) {
      out.closeAfterwards();
      return;
    }
    request.end();
    if (answer.stage() == Stage.HEAD) {
      awaitAnswer();
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
    if (answer.stage() == Stage.BODY && !answer.isPatient()) {
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
      if (current == null) {
        close();
        return;
      }
      heard = true;
      Stage before = answer.stage();
      answer.read(in, current);
      if (answer.stage() != before) {
        context.deadlines().clear(deadline);
      }
      endIfComplete();
    }
  }

  /** After the call's end: makes the connection ready for the next request, or closes it. */
  private void endIfComplete() {
    if (!answer.isComplete()) {
      return;
    }
    boolean reusable = request.isEnded() && answer.isPersistent();
    call = null;
    answer.forget();
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
    if (current != null && answer.endsWithConnection()) {
      call = null;
      current.end(null);
      close();
    } else {
      lost();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    lost();
  }

  private void lost() {
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
      answer.forget();
      out.discard();
      context.deadlines().remove(deadline);
      Unawaited.close(channel);
    }
  }
}
