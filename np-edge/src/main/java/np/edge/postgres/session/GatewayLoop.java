package np.edge.postgres.session;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.HashMap;
import java.util.Map;
import np.edge.http.Deadlines;
import np.edge.limit.OpenFiles;
import np.edge.socket.Transport;
import np.model.DatabaseSocket;

/** What the connections of one event loop share, so that nothing needs a lock. */
final class GatewayLoop {
  private static final int CONNECT_MILLIS = 5_000;

  private final Gate gate;
  private final CancelKeys keys;
  private final EventLoop loop;
  private final Deadlines deadlines;
  private final Bootstrap bootstrap;
  private final Map<LendingPool.Key, LendingPool> pools = new HashMap<>();
  private final OpenFiles files;
  private final boolean epoll;

  GatewayLoop(Gate gate, CancelKeys keys, EventLoop loop, Transport transport) {
    this.gate = gate;
    this.keys = keys;
    this.loop = loop;
    this.deadlines = new Deadlines(loop);
    this.files = transport.files();
    this.epoll = transport.isEpoll();
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(epoll ? EpollDomainSocketChannel.class : NioDomainSocketChannel.class)
            .option(ChannelOption.ALLOCATOR, transport.allocator())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
  }

  Gate gate() {
    return gate;
  }

  CancelKeys keys() {
    return keys;
  }

  EventLoop loop() {
    return loop;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  /** From where clients of one kind are lent sessions. */
  LendingPool pool(LendingPool.Key key) {
    return pools.computeIfAbsent(key, wanted -> new LendingPool(this, wanted));
  }

  /** Nobody is in it any more. */
  void forget(LendingPool.Key key) {
    pools.remove(key);
  }

  /** Connects to an instance, on this loop. */
  ChannelFuture connect(DatabaseSocket socket, ChannelHandler handler) {
    SocketAddress address =
        epoll ? new DomainSocketAddress(socket.path()) : UnixDomainSocketAddress.of(socket.path());
    ChannelFuture connecting = bootstrap.clone().handler(handler).connect(address);
    if (connecting.channel().isOpen()) {
      files.opened(connecting.channel());
    }
    return connecting;
  }
}
