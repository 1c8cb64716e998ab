package np.edge.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import np.edge.http.LoopContext;
import np.edge.http.Pages;
import np.edge.http.Unawaited;
import np.edge.wire.Http2Heads;
import np.edge.wire.MalformedException;
import np.edge.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/** Makes an exchange out of the frames of one HTTP/2 stream. */
final class Http2Requests extends ChannelInboundHandlerAdapter {
  private final Http2Connection connection;
  private final Channel stream;
  private @Nullable Http2Exchange exchange;

  Http2Requests(Http2Connection connection, Channel stream) {
    this.connection = connection;
    this.stream = stream;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof Http2HeadersFrame frame) {
        headers(frame);
      } else if (message instanceof Http2DataFrame frame && exchange != null) {
        ByteBuf content = frame.content();
        exchange.content(content, frame.isEndStream());
      } else if (message instanceof Http2ResetFrame && exchange != null) {
        exchange.lost();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void headers(Http2HeadersFrame frame) {
    Http2Exchange running = exchange;
    if (running != null) {
      // Request trailers: no instance gets to see them.
      running.content(Unpooled.EMPTY_BUFFER, frame.isEndStream());
      return;
    }
    LoopContext context = connection.context();
    RequestHead head = context.takeRequestHead();
    try {
      Http2Heads.read(frame.headers(), frame.isEndStream(), head);
    } catch (MalformedException e) {
      refuse(e, head);
      return;
    }
    if (!frame.isEndStream()) {
      stream.config().setAutoRead(false);
    }
    Http2Exchange begun = new Http2Exchange(context, connection.peer(), head, stream);
    exchange = begun;
    connection.front().dispatcher().dispatch(begun);
  }

  /** RFC 9113 section 8.1.1 treats what is malformed as an error of the stream. */
  private void refuse(MalformedException why, RequestHead head) {
    LoopContext context = connection.context();
    context.metrics().messageRefused();
    if (why.status() == 400) {
      context.giveBack(head);
      Unawaited.send(stream, new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR));
      return;
    }
    Http2Exchange begun = new Http2Exchange(context, connection.peer(), head, stream);
    exchange = begun;
    Pages.answer(begun, why.status(), String.valueOf(why.getMessage()));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.contentFlush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.roomChanged();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Http2ResetFrame && exchange != null) {
      exchange.lost();
    }
    ReferenceCountUtil.release(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.lost();
    }
  }

  /** The reset says whose fault it was: a client must not cause many of them. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (exchange != null) {
      exchange.lost();
    }
    Http2Error error =
        cause instanceof Http2FrameStreamException broken
            ? broken.error()
            : Http2Error.INTERNAL_ERROR;
    Unawaited.send(stream, new DefaultHttp2ResetFrame(error));
    Unawaited.close(ctx);
  }
}
