package np.edge.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import java.time.Duration;
import np.edge.http.Deadline;
import np.edge.http.LoopContext;
import np.edge.http.Outbox;
import np.edge.http.Peer;
import np.edge.http.Unawaited;
import np.edge.wire.BodySink;
import np.edge.wire.MalformedException;
import np.edge.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/** A client's connection in HTTP/1.1: one exchange after the other, and its deadlines. */
final class Http1Connection extends ChannelInboundHandlerAdapter {
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** What happens to the connection after an exchange. */
  enum After {
    KEEP,
    CLOSE
  }

  private enum State {
    OPEN,
    TUNNEL,
    /** The last bytes are on their way. */
    LINGER,
    CLOSED
  }

  private final Front front;
  private final LoopContext context;
  private final Peer peer;
  private final Channel channel;
  private final Outbox out;
  private final Http1Input input;
  private final Deadline deadline =
      new Deadline() {
        @Override
        protected void expired() {
          tooSlow();
        }
      };
  private State state = State.OPEN;
  private @Nullable Http1Exchange exchange;

  Http1Connection(Front front, LoopContext context, Peer peer, Channel channel) {
    this.front = front;
    this.context = context;
    this.peer = peer;
    this.channel = channel;
    this.out = new Outbox(channel);
    this.input = new Http1Input(this, context, channel);
  }

  Channel channel() {
    return channel;
  }

  Outbox out() {
    return out;
  }

  /** Whether the next response must be the last. */
  boolean isClosing() {
    return front.isStopping();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    await(context.limits().firstByte());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    input.add((ByteBuf) message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    input.flush();
  }

  /** The client has begun with the preface of HTTP/2. */
  void becomeHttp2(ByteBuf bytes) {
    state = State.CLOSED;
    context.deadlines().remove(deadline);
    front.becomeHttp2(channel, this, bytes);
  }

  /** A request head is complete. */
  void begin(RequestHead head) {
    context.deadlines().clear(deadline);
    Http1Exchange begun = new Http1Exchange(context, peer, head, this);
    exchange = begun;
    front.dispatcher().dispatch(begun);
  }

  /** Bytes of the request body have come. */
  void received(int bytes) {
    Http1Exchange running = exchange;
    if (running != null) {
      running.received(bytes);
      awaitBody();
    }
  }

  private void awaitBody() {
    if (state == State.OPEN && input.isWanted()) {
      await(context.limits().body());
    } else {
      calm();
    }
  }

  void awaitHead() {
    if (!deadline.isSet()) {
      await(context.limits().head());
    }
  }

  void awaitNext() {
    await(context.limits().idle());
  }

  /** Nothing is expected of the client. */
  void calm() {
    context.deadlines().clear(deadline);
  }

  private void await(Duration time) {
    context.deadlines().set(deadline, time, System.nanoTime());
  }

  void receive(BodySink sink) {
    input.receive(sink);
    if (exchange != null) {
      awaitBody();
    }
  }

  void pauseBody() {
    input.pause();
    awaitBody();
  }

  void resumeBody() {
    input.resume();
    awaitBody();
  }

  void becomeTunnel() {
    state = State.TUNNEL;
    input.becomeTunnel();
    context.deadlines().remove(deadline);
  }

  /** The response is complete. */
  void exchangeEnded(After after) {
    exchange = null;
    if (state == State.TUNNEL) {
      state = State.LINGER;
      input.ignore();
      out.closeAfterwards();
    } else if (state == State.OPEN && after == After.CLOSE) {
      linger();
    } else if (state == State.OPEN) {
      out.flush();
      keep();
    }
  }

  private void keep() {
    if (state != State.OPEN) {
      return;
    }
    if (input.isBodyEnded()) {
      input.nextHead();
      awaitNext();
    } else {
      input.discardRest();
      await(context.limits().head());
    }
    input.readOn();
  }

  /**
   * Sends what is left and closes. With unread input the kernel would answer with a reset, which
   * can destroy the response on its way (RFC 9112 section 9.6): so that is read for a moment.
   */
  void linger() {
    boolean inputLeft = !input.isBodyEnded();
    state = State.LINGER;
    input.ignore();
    if (inputLeft) {
      out.push();
      front.closeOutput(channel);
      input.readOn();
      await(LINGER);
    } else {
      calm();
      out.closeAfterwards();
    }
  }

  /** Whether {@link #sendFile} does. */
  boolean sendsFiles() {
    return peer.scheme() == Peer.Scheme.HTTP;
  }

  void sendFile(Http1Exchange sender, Http1Exchange.FilePart part) {
    out.push();
    channel
        .writeAndFlush(new DefaultFileRegion(part.file(), part.offset(), part.length()))
        .addListener(
            future -> {
              if (future.isSuccess()) {
                sender.end(null);
              } else {
                sender.abort();
              }
            });
  }

  /** Answers what is malformed, where that is still possible, and ends the connection. */
  void refuse(MalformedException why) {
    context.metrics().messageRefused();
    Http1Exchange running = exchange;
    exchange = null;
    if (running != null) {
      running.lost();
    }
    if (state != State.OPEN || (running != null && running.isAnswered())) {
      reset();
      return;
    }
    Http1Bytes.refusal(out.buffer(), why, context.nextRequestId());
    state = State.LINGER;
    input.ignore();
    out.push();
    front.closeOutput(channel);
    input.readOn();
    await(LINGER);
  }

  private void tooSlow() {
    Http1Exchange running = exchange;
    boolean answered = running != null && running.isAnswered();
    if (state == State.OPEN && running != null && !answered) {
      refuse(new MalformedException(408, "the request body did not come in time"));
    } else if (state == State.OPEN && input.hasPartialHead()) {
      refuse(new MalformedException(408, "the request head did not come in time"));
    } else if (answered) {
      reset();
    } else {
      close();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    Http1Exchange running = exchange;
    if (running == null) {
      return;
    }
    if (channel.isWritable()) {
      awaitBody();
    } else if (state == State.OPEN) {
      await(context.limits().body());
    }
    running.roomChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Front.Signal.CLOSE_IDLE && exchange == null && !input.hasPartialHead()) {
      close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close();
  }

  /** Closes so that nobody can take an incomplete response for a complete one. */
  void reset() {
    if (channel.isActive()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    close();
  }

  private void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      context.deadlines().remove(deadline);
      Http1Exchange running = exchange;
      exchange = null;
      if (running != null) {
        running.lost();
      }
      out.discard();
      input.release();
      Unawaited.close(channel);
    }
  }
}
