package np.edge.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import np.edge.http.Deadline;
import np.edge.http.IdleConnections;
import np.edge.http.LoopContext;
import np.edge.http.Peer;
import np.edge.http.Unawaited;
import org.jspecify.annotations.Nullable;

/** A client's connection in HTTP/2: what concerns all of its streams. */
final class Http2Connection extends ChannelInboundHandlerAdapter {
  /** What a client sends before it has heard that it should not arrives within this time. */
  private static final Duration LAST_CALL = Duration.ofSeconds(1);

  private final Front front;
  private final LoopContext context;
  private final Peer peer;
  private final Deadline deadline =
      new Deadline() {
        @Override
        protected void expired() {
          bye();
        }
      };
  private final IdleConnections.Idle idle =
      new IdleConnections.Idle() {
        @Override
        protected void close() {
          bye();
        }
      };
  private @Nullable ChannelHandlerContext handler;
  private int streams;
  private boolean finishing;

  Http2Connection(Front front, LoopContext context, Peer peer) {
    this.front = front;
    this.context = context;
    this.peer = peer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    handler = ctx;
    awaitNext();
    if (front.isStopping() || peer.refusal() != null) {
      finish();
    }
  }

  private void awaitNext() {
    Duration time = finishing ? LAST_CALL : context.limits().idle();
    context.deadlines().set(deadline, time, System.nanoTime());
    context.idle().add(idle);
  }

  Front front() {
    return front;
  }

  LoopContext context() {
    return context;
  }

  Peer peer() {
    return peer;
  }

  /** The client has opened a stream. */
  void opened(Channel stream) {
    streams++;
    context.idle().remove(idle);
    context.deadlines().clear(deadline);
    stream.closeFuture().addListener(closed -> closed());
    stream.pipeline().addLast(new Http2Requests(this, stream));
  }

  private void closed() {
    streams--;
    if (streams == 0) {
      awaitNext();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Front.Signal.FINISH) {
      finish();
    } else if (event == Front.Signal.CLOSE_IDLE && streams == 0) {
      bye();
    }
    ReferenceCountUtil.release(event);
  }

  /**
   * Asks for no more streams (RFC 9113 section 6.8): first without an end, so that requests on
   * their way are still answered, and when no more come with the last one that was.
   */
  private void finish() {
    if (!finishing) {
      finishing = true;
      goAway(Http2Error.NO_ERROR, Integer.MAX_VALUE);
      if (streams == 0) {
        awaitNext();
      }
    }
  }

  private void goAway(Http2Error error, int moreStreams) {
    if (handler != null) {
      DefaultHttp2GoAwayFrame frame = new DefaultHttp2GoAwayFrame(error);
      frame.setExtraStreamIds(moreStreams);
      Unawaited.send(handler, frame);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    forget();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof Http2Exception)) { // the codec says why, and closes
      close();
    }
  }

  private void bye() {
    goAway(Http2Error.NO_ERROR, 0);
    close();
  }

  private void forget() {
    context.idle().remove(idle);
    context.deadlines().remove(deadline);
  }

  private void close() {
    forget();
    if (handler != null) {
      Unawaited.close(handler);
    }
  }
}
