package np.edge;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An HTTP/2 client with prior knowledge that sends what it is told, allowed or not. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in the answers
final class H2Client implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel channel;

  H2Client(int port) throws InterruptedException {
    channel =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel opened) {
                    opened
                        .pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forClient()
                                .validateHeaders(false)
                                .encoderIgnoreMaxHeaderListSize(true)
                                .initialSettings(
                                    Http2Settings.defaultSettings().initialWindowSize(1 << 20))
                                .build())
                        .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                  }
                })
            .connect("127.0.0.1", port)
            .sync()
            .channel();
  }

  /** Sends a request with a body, or null for none. */
  Stream send(Http2Headers headers, @Nullable String body) {
    Stream stream = new Stream();
    Http2StreamChannel opened =
        new Http2StreamChannelBootstrap(channel)
            .handler(stream)
            .open()
            .syncUninterruptibly()
            .getNow();
    opened.writeAndFlush(new DefaultHttp2HeadersFrame(headers, body == null));
    if (body != null) {
      opened.writeAndFlush(
          new DefaultHttp2DataFrame(Unpooled.copiedBuffer(body, StandardCharsets.UTF_8), true));
    }
    return stream;
  }

  /** Does nothing when the other side has closed the connection meanwhile. */
  void sendAndReset(Http2Headers headers) {
    Http2StreamChannel opened =
        new Http2StreamChannelBootstrap(channel)
            .handler(new Stream())
            .open()
            .awaitUninterruptibly()
            .getNow();
    if (opened == null) {
      return;
    }
    opened.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
    opened.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL)).awaitUninterruptibly();
  }

  void flood(int pings) {
    for (int i = 0; i < pings; i++) {
      channel.writeAndFlush(new DefaultHttp2PingFrame(i));
    }
  }

  boolean isOpen() {
    return channel.isActive();
  }

  boolean awaitClosed() throws InterruptedException {
    return channel.closeFuture().await(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    channel.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /** One request's answer as it comes. */
  static final class Stream extends ChannelInboundHandlerAdapter {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Http2Headers> heads = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private volatile boolean reset;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      boolean last = false;
      if (message instanceof Http2HeadersFrame frame) {
        heads.add(frame.headers());
        last = frame.isEndStream();
      } else if (message instanceof Http2DataFrame frame) {
        body.append(frame.content().toString(StandardCharsets.UTF_8));
        last = frame.isEndStream();
      } else if (message instanceof Http2ResetFrame) {
        reset = true;
        last = true;
      }
      ReferenceCountUtil.release(message);
      if (last) {
        ended.countDown();
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof Http2ResetFrame) {
        reset = true;
        ended.countDown();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      reset |= ended.getCount() > 0;
      ended.countDown();
    }

    Stream awaitEnd() {
      try {
        if (!ended.await(10, TimeUnit.SECONDS)) {
          throw new AssertionError("no end of the stream; so far " + heads + " " + body);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return this;
    }

    boolean wasReset() {
      return reset;
    }

    String status() {
      return heads.isEmpty() ? "" : String.valueOf(heads.getFirst().status());
    }

    String header(String name) {
      return heads.isEmpty() ? "" : String.valueOf(heads.getFirst().get(name));
    }

    String trailer(String name) {
      return heads.size() < 2 ? "" : String.valueOf(heads.getLast().get(name));
    }

    String body() {
      return body.toString();
    }
  }
}
