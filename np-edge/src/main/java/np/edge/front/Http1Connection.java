package np.edge.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import np.edge.http.LoopContext;
import np.edge.http.Outbox;
import np.edge.http.Peer;
import np.edge.wire.BodySink;
import np.edge.wire.MalformedException;
import np.edge.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/** A client's connection in HTTP/1.1: one exchange after the other. */
final class Http1Connection extends ChannelInboundHandlerAdapter {

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
  private final Http1Patience patience;
  private final Http1Farewell farewell;
  private State state = State.OPEN;
  private @Nullable Http1Exchange exchange;

  Http1Connection(Front front, LoopContext context, Peer peer, Channel channel) {
    this.front = front;
    this.context = context;
    this.peer = peer;
    this.channel = channel;
    this.out = new Outbox(channel);
    this.input = new Http1Input(this, context, channel);
    this.patience = new Http1Patience(context, this::tooSlow);
    this.farewell = new Http1Farewell(channel, out, input, patience);
  }

  Channel channel() {
    return channel;
  }

  Outbox out() {
    return out;
  }

  /** Whether the next response must be the last. */
  boolean isClosing() {
    return front.isStopping() || peer.refusal() != null;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    patience.withFirstByte();
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
    patience.end();
    front.becomeHttp2(channel, peer, this, bytes);
  }

  /** A request head is complete. */
  void begin(RequestHead head) {
    patience.rest();
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
      patience.withBody();
    } else {
      patience.rest();
    }
  }

  Http1Patience patience() {
    return patience;
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
    patience.end();
  }

  /** The response is complete. */
  void exchangeEnded(Http1Exchange ended) {
    exchange = null;
    if (state == State.TUNNEL) {
      state = State.LINGER;
      farewell.afterTunnel();
    } else if (state == State.OPEN && ended.isLast()) {
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
      patience.withNextRequest();
    } else {
      input.discardRest();
      patience.withLeftovers();
    }
    input.readOn();
  }

  /** Sends what is left and closes. */
  void linger() {
    state = State.LINGER;
    farewell.afterResponse();
  }

  /** Answers what is malformed, where that is still possible, and ends the connection. */
  void refuse(MalformedException why) {
    context.metrics().messageRefused();
    Http1Exchange running = exchange;
    loseExchange();
    if (state != State.OPEN || (running != null && running.isAnswered())) {
      reset();
      return;
    }
    state = State.LINGER;
    farewell.afterRefusal(why, context.nextRequestId());
  }

  private void loseExchange() {
    Http1Exchange running = exchange;
    exchange = null;
    if (running != null) {
      running.lost();
    }
  }

  private void tooSlow() {
    Http1Exchange running = exchange;
    if (running != null && running.isAnswered()) {
      reset();
    } else if (state == State.OPEN && running != null) {
      refuse(new MalformedException(408, "the request body did not come in time"));
    } else if (state == State.OPEN && input.hasPartialHead()) {
      refuse(new MalformedException(408, "the request head did not come in time"));
    } else {
      close();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    Http1Exchange running = exchange;
    if (running != null) {
      awaitRoom();
      running.roomChanged();
    }
  }

  private void awaitRoom() {
    if (state == State.OPEN && !channel.isWritable()) {
      patience.withBody();
    } else {
      awaitBody();
    }
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
    farewell.withReset();
    close();
  }

  private void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      loseExchange();
      farewell.none();
    }
  }
}
