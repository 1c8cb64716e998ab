package np.edge.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import np.edge.http.Certificates;
import np.edge.http.Deadline;
import np.edge.http.LoopContext;
import np.edge.http.Peer;
import np.edge.http.Unawaited;
import np.edge.limit.Admission;
import np.edge.proxy.Origin;
import np.edge.proxy.ProxyHeader;
import np.edge.proxy.TrustedProxies;
import np.edge.socket.OpenConnections;
import org.jspecify.annotations.Nullable;

/** Sets up the connections of HTTP clients and knows all that are open. */
public final class Front implements OpenConnections {
  private final List<LoopContext> contexts;
  private final Dispatcher dispatcher;
  private final Certificates certificates;
  private final TrustedProxies proxies;
  private final Reception reception;
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private volatile boolean stopping;

  /** What connections are told. */
  enum Signal {
    /** Close when nothing is in flight. */
    CLOSE_IDLE,
    /** Finish what is in flight, begin nothing new. */
    FINISH
  }

  /** Believes {@code proxies} what they say about clients. */
  public Front(
      List<LoopContext> contexts,
      Dispatcher dispatcher,
      Certificates certificates,
      TrustedProxies proxies) {
    this.proxies = proxies;
    this.contexts = List.copyOf(contexts);
    this.dispatcher = dispatcher;
    this.certificates = certificates;
    this.reception = new Reception(this.contexts.getFirst().limits().client());
  }

  /** Takes a new connection of a client, whose channel is registered on its loop. */
  public void accept(Channel channel, Peer.Scheme scheme) {
    context(channel.eventLoop()).makeRoom();
    channels.add(channel);
    InetAddress peer = address(channel);
    if (proxies.include(peer)) {
      awaitOrigin(channel, scheme, new Origin(peer, proxies));
    } else {
      admit(channel, scheme, Origin.client(peer));
    }
  }

  /** A client that is gone already has none. */
  private static InetAddress address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress inet
        ? inet.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  /** The proxy may say in the PROXY protocol for whom it has connected. */
  private void awaitOrigin(Channel channel, Peer.Scheme scheme, Origin proxy) {
    LoopContext context = context(channel.eventLoop());
    Deadline deadline =
        new Deadline() {
          @Override
          protected void expired() {
            Unawaited.close(channel);
          }
        };
    context.deadlines().set(deadline, context.limits().firstByte(), System.nanoTime());
    channel.closeFuture().addListener(closed -> context.deadlines().remove(deadline));
    channel
        .pipeline()
        .addLast(
            new ProxyHeader(
                client -> {
                  context.deadlines().remove(deadline);
                  admit(channel, scheme, client.map(Origin::client).orElse(proxy));
                }));
  }

  private void admit(Channel channel, Peer.Scheme scheme, Origin origin) {
    LoopContext context = context(channel.eventLoop());
    Admission admission = reception.receive(channel, context, origin, channels.size());
    if (admission == null) {
      Unawaited.close(channel);
      return;
    }
    context.metrics().connectionOpened();
    channel.closeFuture().addListener(closed -> context.metrics().connectionClosed());
    if (scheme == Peer.Scheme.HTTPS) {
      channel.pipeline().addLast(new TlsDetector(this, context, certificates, admission));
    } else {
      Peer peer = new Peer(admission, scheme, null);
      channel.pipeline().addLast(new Http1Connection(this, context, peer, channel));
    }
  }

  /** TLS is up: goes on with the protocol that was agreed on. */
  void secured(Channel channel, Peer peer, @Nullable String protocol) {
    LoopContext context = context(channel.eventLoop());
    if ("h2".equals(protocol)) {
      Http2Setup.install(channel.pipeline(), this, context, peer);
    } else {
      channel.pipeline().addLast(new Http1Connection(this, context, peer, channel));
    }
  }

  /** A plain connection has begun with the preface of HTTP/2: {@code bytes}. */
  void becomeHttp2(Channel channel, Peer peer, ChannelHandler old, ByteBuf bytes) {
    ChannelPipeline pipeline = channel.pipeline();
    Http2Setup.install(pipeline, this, context(channel.eventLoop()), peer);
    pipeline.remove(old);
    pipeline.fireChannelRead(bytes);
  }

  /** Closes HTTP connections that are idle longest, when connections of all kinds become many. */
  public void makeRoom(EventLoop loop) {
    context(loop).makeRoom();
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
