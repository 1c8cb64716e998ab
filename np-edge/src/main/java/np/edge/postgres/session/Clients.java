package np.edge.postgres.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import np.edge.http.Unawaited;
import np.edge.limit.OpenFiles;
import np.edge.postgres.metric.GatewayMetrics.Event;
import np.edge.postgres.route.Refusals;
import np.edge.proxy.ProxyHeader;
import np.edge.socket.OpenConnections;
import np.edge.socket.Transport;

/** Sets up the connections of clients and knows all that are open. */
public final class Clients implements OpenConnections {
  private static final long GOODBYE_SECONDS = 3;

  /** So many at once beyond those that may come in hear why not; others are just closed. */
  private static final int TOLD_WHY = 32;

  private final Gate gate;
  private final List<GatewayLoop> loops;
  private final OpenFiles files;
  private final AtomicInteger toldWhy = new AtomicInteger();
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  public Clients(Gate gate, Transport transport) {
    this.gate = gate;
    this.files = transport.files();
    CancelKeys keys = new CancelKeys(gate.random());
    this.loops =
        transport.loops().stream()
            .map(loop -> new GatewayLoop(gate, keys, loop, transport))
            .toList();
  }

  /** Takes a new connection of a client, whose channel is registered on its loop. */
  public void accept(Channel channel) {
    boolean full = channels.size() >= gate.limits().connections() || !files.hasRoomForClient();
    if (full) {
      gate.metrics().count(Event.LIMITED);
    }
    if (!(channel.remoteAddress() instanceof InetSocketAddress remote)
        || (full && !mayBeTold(channel))) {
      Unawaited.close(channel);
      return;
    }
    channels.add(channel);
    channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    gate.metrics().connectionOpened();
    Client client = new Client(loop(channel.eventLoop()), channel, remote.getAddress());
    if (full) {
      client.turnAway(Refusals.full());
    }
    channel.closeFuture().addListener(_ -> closed(client));
    client.expect(gate.limits().firstByte(), Refusals.tooSlow("first byte"));
    greet(client, remote.getAddress());
  }

  private boolean mayBeTold(Channel channel) {
    if (toldWhy.incrementAndGet() > TOLD_WHY) {
      toldWhy.decrementAndGet();
      return false;
    }
    channel.closeFuture().addListener(_ -> toldWhy.decrementAndGet());
    return true;
  }

  private void closed(Client client) {
    gate.metrics().connectionClosed();
    client.left();
  }

  private void greet(Client client, InetAddress peer) {
    Greeting greeting = new Greeting(client);
    if (gate.proxies().include(peer)) {
      ProxyHeader header = new ProxyHeader(address -> enter(client, address.orElse(peer)));
      client.channel().pipeline().addLast(header, greeting);
    } else {
      client.channel().pipeline().addLast(greeting);
      enter(client, peer);
    }
  }

  private void enter(Client client, InetAddress from) {
    if (!client.enter(from)) {
      gate.metrics().count(Event.LIMITED);
      client.farewell(Refusals.tooManyConnections());
    }
  }

  private GatewayLoop loop(EventLoop wanted) {
    for (GatewayLoop loop : loops) {
      if (loop.loop().equals(wanted)) {
        return loop;
      }
    }
    throw new IllegalStateException("the connection is on a foreign event loop");
  }

  /** PostgreSQL's protocol has no word for it. */
  @Override
  public void finish() {}

  @Override
  public void closeIdle() {
    signal(Stop.IDLE);
  }

  @Override
  public void closeAll() {
    signal(Stop.ALL);
    channels.newCloseFuture().awaitUninterruptibly(GOODBYE_SECONDS, TimeUnit.SECONDS);
    channels.close().awaitUninterruptibly();
  }

  private void signal(Stop stop) {
    for (Channel channel : channels) {
      channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(stop));
    }
  }

  @Override
  public int open() {
    return channels.size();
  }
}
