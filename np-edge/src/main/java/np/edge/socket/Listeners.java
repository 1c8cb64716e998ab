package np.edge.socket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * All that the edge listens on, whatever the protocol. Two edges may share the addresses for a
 * while, so that one hands over to the other without a moment in which nobody listens.
 */
public final class Listeners {
  private static final int BACKLOG = 4096;

  private final Transport transport;
  private final Company company;
  private final List<Channel> open = new ArrayList<>();

  /** Whether another edge listens on the same addresses already. */
  public enum Company {
    /** Nobody may; it is a mistake otherwise. */
    ALONE,
    /** New connections come to this edge from now on, and the other one will stop listening. */
    BESIDE
  }

  public Listeners(Transport transport, Company company) {
    this.transport = transport;
    this.company = company;
  }

  /**
   * Listens.
   *
   * @param address port 0 takes any free port
   * @param accept gets each new connection, on its event loop
   * @throws NpException.Unavailable when that is not possible
   */
  public void listen(InetSocketAddress address, Consumer<Channel> accept) {
    if (company == Company.ALONE) {
      checkFree(address);
    }
    ChannelFuture bound = bootstrap(accept).bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw taken(address, bound.cause());
    }
    Channel listener = bound.channel();
    open.add(listener);
    if (transport.isEpoll()) {
      NewestFirst.of(listener);
    }
  }

  /** A shared address would be shared with any process of this user, whatever it is. */
  private static void checkFree(InetSocketAddress address) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(address);
    } catch (IOException e) {
      throw taken(address, e);
    }
  }

  private static NpException taken(InetSocketAddress address, Throwable cause) {
    return new NpException.Unavailable(
        ErrorCode.START_FAILED,
        "np edge cannot listen on " + address,
        "see who listens there with: ss -ltnp",
        cause);
  }

  private ServerBootstrap bootstrap(Consumer<Channel> accept) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(transport.group())
            .channel(transport.serverChannels())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, transport.allocator())
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    transport.files().opened(channel);
                    accept.accept(channel);
                  }
                });
    if (transport.isEpoll()) {
      bootstrap.option(EpollChannelOption.SO_REUSEPORT, true);
    }
    return bootstrap;
  }

  /** The addresses that are really listened on, in the order of the calls. */
  public List<InetSocketAddress> addresses() {
    return open.stream().map(channel -> (InetSocketAddress) channel.localAddress()).toList();
  }

  /** Listens no more; a second call does nothing. */
  public void close() {
    open.forEach(channel -> channel.close().awaitUninterruptibly());
  }
}
