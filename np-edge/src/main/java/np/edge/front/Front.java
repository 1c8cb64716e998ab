package np.edge.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.List;
import np.edge.http.Certificates;
import np.edge.http.LoopContext;
import np.edge.http.Peer;
import np.edge.socket.OpenConnections;
import org.jspecify.annotations.Nullable;

/** Sets up the connections of HTTP clients and knows all that are open. */
public final class Front implements OpenConnections {
  private final List<LoopContext> contexts;
  private final Dispatcher dispatcher;
  private final Certificates certificates;
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private volatile boolean stopping;

  /** What connections are told. */
  enum Signal {
    /** Close when nothing is in flight. */
    CLOSE_IDLE,
    /** Finish what is in flight, begin nothing new. */
    FINISH
  }

  public Front(List<LoopContext> contexts, Dispatcher dispatcher, Certificates certificates) {
    this.contexts = List.copyOf(contexts);
    this.dispatcher = dispatcher;
    this.certificates = certificates;
  }

  /** Takes a new connection of a client, whose channel is registered on its loop. */
  public void accept(Channel channel, Peer.Scheme scheme) {
    LoopContext context = context(channel.eventLoop());
    if (channels.size() >= context.limits().connections()) {
      channel.unsafe().closeForcibly();
      return;
    }
    channels.add(channel);
    context.metrics().connectionOpened();
    channel.closeFuture().addListener(closed -> context.metrics().connectionClosed());
    if (scheme == Peer.Scheme.HTTPS) {
      channel.pipeline().addLast(new TlsDetector(this, context, certificates));
    } else {
      channel.pipeline().addLast(http1(context, channel, scheme, null));
    }
  }

  /** TLS is up: goes on with the protocol that was agreed on. */
  void secured(Channel channel, @Nullable String sni, @Nullable String protocol) {
    LoopContext context = context(channel.eventLoop());
    if ("h2".equals(protocol)) {
      Peer peer = new Peer(address(channel), Peer.Scheme.HTTPS, sni);
      Http2Setup.install(channel.pipeline(), this, context, peer);
    } else {
      channel.pipeline().addLast(http1(context, channel, Peer.Scheme.HTTPS, sni));
    }
  }

  /** A plain connection has begun with the preface of HTTP/2: {@code bytes}. */
  void becomeHttp2(Channel channel, ChannelHandler old, ByteBuf bytes) {
    ChannelPipeline pipeline = channel.pipeline();
    Peer peer = new Peer(address(channel), Peer.Scheme.HTTP, null);
    Http2Setup.install(pipeline, this, context(channel.eventLoop()), peer);
    pipeline.remove(old);
    pipeline.fireChannelRead(bytes);
  }

  private Http1Connection http1(
      LoopContext context, Channel channel, Peer.Scheme scheme, @Nullable String sni) {
    Peer peer = new Peer(address(channel), scheme, sni);
    return new Http1Connection(this, context, peer, channel);
  }

  private static String address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress()
        : "127.0.0.1";
  }

  private LoopContext context(EventLoop loop) {
    for (LoopContext context : contexts) {
      if (context.loop().equals(loop)) {
        return context;
      }
    }
    throw new IllegalStateException("the connection is on a foreign event loop");
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  boolean isStopping() {
    return stopping;
  }

  /** From now on each response is the last of its connection. */
  @Override
  public void finish() {
    if (!stopping) {
      stopping = true;
      signal(Signal.FINISH);
    }
  }

  @Override
  public void closeIdle() {
    signal(Signal.CLOSE_IDLE);
  }

  private void signal(Signal signal) {
    for (Channel channel : channels) {
      channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(signal));
    }
  }

  @Override
  public int open() {
    return channels.size();
  }

  @Override
  public void closeAll() {
    channels.close().awaitUninterruptibly();
  }
}
