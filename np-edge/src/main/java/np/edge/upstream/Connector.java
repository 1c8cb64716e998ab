package np.edge.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import np.edge.http.LoopContext;
import org.jspecify.annotations.Nullable;

/** Opens connections to instances, on the event loop of the client that needs them. */
final class Connector {
  private static final long FRESH_NANOS = 1_000_000_000;

  private final LoopContext context;
  private final Bootstrap bootstrap;

  Connector(LoopContext context, Forwarder.Sockets sockets) {
    this.context = context;
    this.bootstrap =
        new Bootstrap()
            .group(context.loop())
            .channel(sockets.type())
            .option(ChannelOption.ALLOCATOR, sockets.allocator())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(context.limits().connect().toMillis()));
  }

  LoopContext context() {
    return context;
  }

  /**
   * An idle connection, null when there is none. A request that must not be sent twice gets only
   * one that was used a moment ago: an older one may be closing at the other end just now.
   */
  @Nullable Http1Stream idle(Instance instance, ProxyCall call) {
    while (true) {
      Http1Stream stream = instance.takeIdle(context.index());
      if (stream == null) {
        return null;
      }
      boolean fresh = call.mayRepeat() || System.nanoTime() - stream.idleSince() < FRESH_NANOS;
      if (stream.isOpen() && fresh) {
        return stream;
      }
      stream.close();
    }
  }

  /** Opens a connection and tells the call. */
  void open(Instance instance, ProxyCall call) {
    if (!hasRoom()) {
      call.noRoom();
      return;
    }
    Holder holder = new Holder();
    ChannelHandler handler =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            context.files().opened(channel);
            Http1Stream stream = new Http1Stream(context, instance, channel);
            holder.stream = stream;
            channel.pipeline().addLast(stream);
          }
        };
    ChannelFuture connecting = bootstrap.clone().handler(handler).connect(instance.address());
    connecting.addListener(
        future -> {
          Http1Stream stream = holder.stream;
          if (future.isSuccess() && stream != null) {
            call.connected(stream);
          } else {
            call.refused();
          }
        });
  }

  /** Opens a stream on the HTTP/2 connection to the instance, and that connection before. */
  void openHttp2(Instance instance, ProxyCall call) {
    Http2Link link = instance.link(context.index());
    if (link == null || !link.isUsable()) {
      if (!hasRoom()) {
        call.noRoom();
        return;
      }
      link = new Http2Link(context, instance);
      instance.link(context.index(), link);
      link.connect(bootstrap.clone());
    }
    link.open(call);
  }

  private boolean hasRoom() {
    context.makeRoom();
    return context.files().hasRoomForInstance();
  }

  private static final class Holder {
    private @Nullable Http1Stream stream;
  }
}
