package np.edge.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import np.edge.http.LoopContext;
import np.edge.http.Unawaited;
import org.jspecify.annotations.Nullable;

/** The one HTTP/2 connection (prior knowledge, RFC 9113 section 3.3) of a loop to an instance. */
final class Http2Link {
  private static final int WINDOW = 1024 * 1024;

  private final LoopContext context;
  private final Instance instance;
  private final List<ProxyCall> waiting = new ArrayList<>();
  private @Nullable Channel channel;
  private int streams;
  private boolean retired;

  Http2Link(LoopContext context, Instance instance) {
    this.context = context;
    this.instance = instance;
  }

  /** Whether it takes new streams, maybe after it has connected. */
  boolean isUsable() {
    return !retired;
  }

  void connect(Bootstrap bootstrap) {
    bootstrap.handler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel opened) {
            prepare(opened);
          }
        });
    bootstrap
        .connect(instance.address())
        .addListener(
            future -> {
              if (!future.isSuccess()) {
                retired = true;
              }
              List<ProxyCall> calls = List.copyOf(waiting);
              waiting.clear();
              calls.forEach(this::open);
            });
  }

  private void prepare(Channel opened) {
    channel = opened;
    context.files().opened(opened);
    Http2Settings settings =
        Http2Settings.defaultSettings()
            .pushEnabled(false)
            .initialWindowSize(WINDOW)
            .maxHeaderListSize(context.limits().headBytes());
    opened
        .pipeline()
        .addLast(
            Http2FrameCodecBuilder.forClient()
                .initialSettings(settings)
                .encoderEnforceMaxConcurrentStreams(true)
                .build())
        .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()))
        .addLast(new Watch());
  }

  /** Opens a stream, as soon as there is a connection. */
  void open(ProxyCall call) {
    Channel connection = channel;
    if (retired || connection == null) {
      call.refused();
    } else if (!connection.isActive()) {
      waiting.add(call);
    } else {
      streams++;
      Http2Stream stream = new Http2Stream(context, this);
      new Http2StreamChannelBootstrap(connection)
          .handler(stream)
          .open()
          .addListener(
              future -> {
                if (future.isSuccess()) {
                  call.connected(stream);
                } else {
                  streamEnded();
                  call.refused();
                }
              });
    }
  }

  /** A stream is over. */
  void streamEnded() {
    streams--;
    closeIfUnused();
  }

  /** Takes no new streams and closes after the last one. */
  void retire() {
    retired = true;
    closeIfUnused();
  }

  private void closeIfUnused() {
    if (retired && streams == 0 && channel != null) {
      Unawaited.close(channel);
    }
  }

  /** Sees what concerns the whole connection. */
  private final class Watch extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http2GoAwayFrame) {
        retire();
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      retired = true;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      retired = true;
      Unawaited.close(ctx);
    }
  }
}
