package np.edge.socket;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import np.edge.limit.OpenFiles;

/**
 * The event loops and the kind of sockets that go with them: epoll where there is epoll.
 *
 * @param allocator of every buffer
 * @param files that may be open
 */
public record Transport(
    MultiThreadIoEventLoopGroup group,
    Class<? extends ServerChannel> serverChannels,
    Class<? extends SocketChannel> channels,
    PooledByteBufAllocator allocator,
    OpenFiles files) {
  private static final int PAGE = 8192;
  private static final int CHUNK_ORDER = 6;
  private static final int SMALL_CACHED = 256;
  private static final int NORMAL_CACHED = 32;

  /** Starts so many event loops; whoever started them shuts the group down. */
  public static Transport start(int loops) {
    return start(loops, Integer.MAX_VALUE);
  }

  /** The same with so many sockets at most. */
  public static Transport start(int loops, int sockets) {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory factory =
        epoll ? UntimedHandler.factory(EpollIoHandler.newFactory()) : NioIoHandler.newFactory();
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(loops, new DefaultThreadFactory("edge"), factory);
    PooledByteBufAllocator pool = pool(loops);
    OpenFiles files = OpenFiles.ofThisProcess(sockets);
    return epoll
        ? new Transport(
            group, EpollServerSocketChannel.class, EpollSocketChannel.class, pool, files)
        : new Transport(group, NioServerSocketChannel.class, NioSocketChannel.class, pool, files);
  }

  /** One arena per loop, of chunks of 512 KiB instead of 4 MiB: an idle edge stays small. */
  private static PooledByteBufAllocator pool(int loops) {
    return new PooledByteBufAllocator(
        true, 0, loops, PAGE, CHUNK_ORDER, SMALL_CACHED, NORMAL_CACHED, false);
  }

  /** Whether listeners can share an address, so that one edge may hand over to another. */
  public boolean isEpoll() {
    return serverChannels.equals(EpollServerSocketChannel.class);
  }

  /** The loops in the order of their numbers. */
  public List<EventLoop> loops() {
    List<EventLoop> loops = new ArrayList<>();
    for (EventExecutor executor : group) {
      loops.add((EventLoop) executor);
    }
    return loops;
  }
}
