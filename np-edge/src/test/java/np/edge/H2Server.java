package np.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** An instance that speaks gRPC's HTTP/2: an echo with trailers, or trailers only. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in the answers
final class H2Server implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel channel;

  H2Server() throws InterruptedException {
    channel =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel opened) {
                    opened
                        .pipeline()
                        .addLast(Http2FrameCodecBuilder.forServer().build())
                        .addLast(
                            new Http2MultiplexHandler(
                                new ChannelInitializer<Channel>() {
                                  @Override
                                  protected void initChannel(Channel stream) {
                                    stream.pipeline().addLast(new Echo());
                                  }
                                }));
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public void close() {
    channel.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    private Http2Headers head = new DefaultHttp2Headers();
    private final StringBuilder body = new StringBuilder();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      boolean last = false;
      if (message instanceof Http2HeadersFrame frame) {
        head = frame.headers();
        last = frame.isEndStream();
      } else if (message instanceof Http2DataFrame frame) {
        body.append(frame.content().toString(StandardCharsets.UTF_8));
        last = frame.isEndStream();
      }
      ReferenceCountUtil.release(message);
      if (last) {
        answer(ctx);
      }
    }

    private void answer(ChannelHandlerContext ctx) {
      Http2Headers ok =
          new DefaultHttp2Headers().status("200").set("content-type", "application/grpc");
      if ("/fails".contentEquals(head.path())) {
        ctx.writeAndFlush(new DefaultHttp2HeadersFrame(ok.set("grpc-status", "5"), true));
        return;
      }
      String text =
          head.path() + " " + head.get("te") + " " + head.get("x-forwarded-for") + " " + body;
      ctx.write(new DefaultHttp2HeadersFrame(ok));
      ctx.write(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
      Http2Headers trailers = new DefaultHttp2Headers().set("grpc-status", "0");
      ctx.writeAndFlush(new DefaultHttp2HeadersFrame(trailers, true));
    }
  }
}
