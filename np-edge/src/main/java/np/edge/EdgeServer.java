package np.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import np.edge.front.Dispatcher;
import np.edge.front.Front;
import np.edge.http.AccessLog;
import np.edge.http.Certificates;
import np.edge.http.EdgeContext;
import np.edge.http.EdgeMetrics;
import np.edge.http.LoopContext;
import np.edge.http.SiteResponder;
import np.edge.table.EndpointBook;
import np.edge.table.RouteTableHolder;
import np.edge.upstream.Forwarder;
import np.model.ErrorCode;
import np.model.NpException;
import np.spi.Catalog;

/** A running edge: listens, carries traffic by the table in force, follows the catalog. */
public final class EdgeServer implements AutoCloseable {
  private final Transport transport;
  private final Front front;
  private final EdgeIngress ingress;
  private final EdgeMetrics metrics;
  private final CatalogFollower follower;
  private final List<Channel> listeners = new ArrayList<>();

  /** What the edge gets from the other parts of np. */
  public record Parts(
      Catalog catalog, Certificates certificates, SiteResponder sites, AccessLog log) {}

  private EdgeServer(EdgeConfig config, Parts parts) {
    transport = Transport.start(config.loops());
    metrics = new EdgeMetrics();
    RouteTableHolder table = new RouteTableHolder(config.directory());
    EndpointBook book = new EndpointBook(config.directory());
    follower = new CatalogFollower(parts.catalog(), book, transport.loops());
    ingress = new EdgeIngress(table, follower.upstreams());
    EdgeContext context =
        new EdgeContext(config.limits(), metrics, parts.log(), config.clock(), config.idOrigin());
    List<LoopContext> contexts = contexts(context);
    Forwarder.Sockets sockets = new Forwarder.Sockets(transport.channels(), transport.allocator());
    Forwarder forwarder = new Forwarder(follower.upstreams(), contexts, sockets);
    Dispatcher dispatcher = new Dispatcher(table::router, forwarder, parts.sites());
    front = new Front(contexts, dispatcher, parts.certificates());
  }

  /**
   * Starts with the last table and endpoints on disk, then follows the catalog.
   *
   * @throws NpException.Unavailable when an address cannot be listened on; nothing runs then
   */
  public static EdgeServer start(EdgeConfig config, Parts parts) {
    EdgeServer server = new EdgeServer(config, parts);
    try {
      server.follower.start();
      config.listen().forEach(server::listen);
      return server;
    } catch (RuntimeException e) {
      server.stop(Duration.ZERO);
      throw e;
    }
  }

  private List<LoopContext> contexts(EdgeContext context) {
    List<LoopContext> contexts = new ArrayList<>();
    for (EventLoop loop : transport.loops()) {
      contexts.add(new LoopContext(context, loop, contexts.size()));
    }
    return contexts;
  }

  private void listen(Listen listen) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(transport.group())
            .channel(transport.serverChannels())
            .option(ChannelOption.SO_BACKLOG, 4096)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, transport.allocator())
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    front.accept(channel, listen.scheme());
                  }
                });
    if (transport.isEpoll()) {
      bootstrap.option(EpollChannelOption.SO_REUSEPORT, true);
    }
    var bound = bootstrap.bind(listen.address()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED,
          "np edge cannot listen on " + listen.address(),
          "see who listens there with: ss -ltnp",
          bound.cause());
    }
    listeners.add(bound.channel());
  }

  /** The addresses that it really listens on, in the order of the configuration. */
  public List<InetSocketAddress> addresses() {
    return listeners.stream().map(channel -> (InetSocketAddress) channel.localAddress()).toList();
  }

  /** Where tables are published. */
  public EdgeIngress ingress() {
    return ingress;
  }

  /** What is counted. */
  public EdgeMetrics metrics() {
    return metrics;
  }

  /** Memory outside the heap that buffers take, in bytes; some of it is spare. */
  public long bufferBytes() {
    return transport.allocator().metric().usedDirectMemory();
  }

  /** Closes at once. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }

  /**
   * Stops: takes no connection more, answers what comes on open ones with the hint to close, for
   * half of {@code deadline} keeps idle ones open, and after all of it closes whatever is left.
   */
  public void stop(Duration deadline) {
    listeners.forEach(channel -> channel.close().awaitUninterruptibly());
    front.finish();
    long start = System.nanoTime();
    awaitIdle(start + deadline.toNanos() / 2);
    front.closeIdle();
    awaitIdle(start + deadline.toNanos());
    front.closeAll();
    follower.close();
    transport.group().shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private void awaitIdle(long until) {
    try {
      while (front.open() > 0 && System.nanoTime() - until < 0) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
