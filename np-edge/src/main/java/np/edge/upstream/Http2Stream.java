package np.edge.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.Locale;
import np.edge.http.Deadline;
import np.edge.http.Exchange;
import np.edge.http.LoopContext;
import np.edge.http.Unawaited;
import np.edge.upstream.Reply.Failure;
import np.edge.upstream.Reply.Room;
import np.edge.wire.Framing;
import np.edge.wire.HeaderBlock;
import np.edge.wire.Http2Heads;
import np.edge.wire.MalformedException;
import np.edge.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/** One request to an instance over HTTP/2, trailers included, as gRPC needs it. */
final class Http2Stream extends ChannelInboundHandlerAdapter implements UpstreamStream {
  private final LoopContext context;
  private final Http2Link link;
  private final Deadline deadline =
      new Deadline() {
        @Override
        protected void expired() {
          fail(Failure.TIMEOUT);
        }
      };
  private @Nullable Channel channel;
  private @Nullable ProxyCall call;
  private boolean answered;
  private boolean closed;

  Http2Stream(LoopContext context, Http2Link link) {
    this.context = context;
    this.link = link;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
  }

  @Override
  public void start(ProxyCall newCall) {
    call = newCall;
    Exchange exchange = newCall.exchange();
    boolean endsHere = !exchange.request().hasBody();
    Http2Headers headers = Http2Heads.write(exchange.request(), newCall.stripped());
    for (String line : new String(exchange.forwarding(), ISO_8859_1).split("\r\n", -1)) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        headers.set(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
      }
    }
    headers.set("x-request-id", exchange.requestId());
    write(new DefaultHttp2HeadersFrame(headers, endsHere));
    flush();
    if (endsHere) {
      awaitAnswer();
    }
  }

  private void awaitAnswer() {
    context.deadlines().set(deadline, context.limits().answer(), System.nanoTime());
  }

  @Override
  public void data(ByteBuf source, int size) {
    if (closed) {
      source.skipBytes(size);
    } else {
      write(new DefaultHttp2DataFrame(source.readRetainedSlice(size)));
    }
  }

  @Override
  public void flush() {
    if (!closed && channel != null) {
      channel.flush();
    }
  }

  @Override
  public void end(@Nullable HeaderBlock trailers) {
    if (!closed) {
      write(new DefaultHttp2DataFrame(Unpooled.EMPTY_BUFFER, true));
      flush();
    }
  }

  @Override
  public void abort() {
    cancel();
  }

  @Override
  public boolean isWritable() {
    return channel != null && channel.isWritable();
  }

  @Override
  public void pause() {
    if (channel != null) {
      channel.config().setAutoRead(false);
    }
  }

  @Override
  public void resume() {
    if (channel != null) {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void cancel() {
    call = null;
    close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ProxyCall current = call;
    try {
      if (current == null) {
        return;
      } else if (message instanceof Http2HeadersFrame frame) {
        headers(frame, current);
      } else if (message instanceof Http2DataFrame frame) {
        current.data(frame.content(), frame.content().readableBytes());
        if (frame.isEndStream()) {
          end(current, null);
        }
      } else if (message instanceof Http2ResetFrame) {
        fail(Failure.CLOSED);
      }
    } catch (MalformedException e) {
      fail(Failure.MALFORMED);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void headers(Http2HeadersFrame frame, ProxyCall current) throws MalformedException {
    if (answered) {
      HeaderBlock trailers = new HeaderBlock();
      Http2Heads.readFields(frame.headers(), trailers);
      end(current, trailers);
      return;
    }
    ResponseHead head = new ResponseHead();
    Http2Heads.read(frame.headers(), head);
    if (head.isInterim() && !frame.isEndStream()) {
      current.interim(head);
      return;
    }
    if (frame.isEndStream() && head.framing().length() == Framing.NONE) {
      head.framing().declare(0); // for gRPC it matters that no body begins
    }
    answered = true;
    context.deadlines().remove(deadline);
    current.head(head);
    if (frame.isEndStream() && call == current) {
      end(current, null);
    }
  }

  private void end(ProxyCall current, @Nullable HeaderBlock trailers) {
    call = null;
    close();
    current.end(trailers);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (call != null) {
      call.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (call != null) {
      call.writable(isWritable() ? Room.YES : Room.NO);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Http2ResetFrame) {
      fail(Failure.CLOSED);
    }
    ReferenceCountUtil.release(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(Failure.CLOSED);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(Failure.CLOSED);
  }

  private void fail(Failure why) {
    ProxyCall current = call;
    call = null;
    close();
    if (current != null) {
      current.failed(why);
    }
  }

  private void close() {
    if (!closed) {
      closed = true;
      context.deadlines().remove(deadline);
      if (channel != null) {
        Unawaited.close(channel);
      }
      link.streamEnded();
    }
  }

  private void write(Object frame) {
    if (channel == null) {
      ReferenceCountUtil.release(frame);
    } else {
      Unawaited.write(channel, frame);
    }
  }
}
