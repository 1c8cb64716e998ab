package np.local.link;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import np.local.catalog.NodeCatalog;
import np.model.ErrorCode;
import np.model.NpException;
import np.spi.Engine;
import np.spi.Ingress;
import np.spi.ScrapeTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers what a program does to the other programs of the same user on this machine. The socket has
 * mode 0600; an old one at the same place is replaced. Closing it closes all connections.
 */
public final class LinkServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkServer.class);
  private static final long PAUSE_MILLIS = 100;

  /** Callers that may come at once, such as edges with a thousand databases to wake. */
  private static final int BACKLOG = 4096;

  private final Path socket;
  private final LinkService service;
  private final ServerSocketChannel server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<LinkConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile ScrapeTarget counts = () -> "";

  private LinkServer(Path socket, LinkService service) {
    this.socket = socket;
    this.service = service;
    this.server = listen(socket);
    Thread.ofVirtual().name("link " + socket.getFileName()).start(this::accept);
  }

  /** A node's socket: its engine, and its catalog for edges. */
  public static LinkServer ofNode(Path socket, Engine engine, NodeCatalog catalog) {
    return new LinkServer(socket, new NodeService(engine, catalog, Optional.empty()));
  }

  /** The same, and what it does with databases. */
  public static LinkServer ofNode(
      Path socket, Engine engine, NodeCatalog catalog, NodeDatabases databases) {
    return new LinkServer(
        socket, new NodeService(engine, catalog, Optional.of(new DatabaseService(databases))));
  }

  /** An edge's socket. */
  public static LinkServer ofEdge(Path socket, Ingress ingress) {
    return new LinkServer(socket, new IngressService(ingress));
  }

  /** Says what the program counts, too; nothing otherwise. */
  public LinkServer counting(ScrapeTarget target) {
    counts = target;
    return this;
  }

  /** Made under another name and renamed, so that nobody ever finds it with another mode. */
  private static ServerSocketChannel listen(Path socket) {
    Path fresh = socket.resolveSibling(socket.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(fresh), BACKLOG);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      Files.move(
          fresh, socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return channel;
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED,
          "cannot listen on " + socket + ": " + e.getMessage(),
          "a socket's path has at most 100 characters; choose a shorter NP_HOME",
          e);
    }
  }

  private void accept() {
    try {
      while (!closed.await(0, TimeUnit.MILLISECONDS)) {
        acceptOne();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Being out of file descriptors must not end the server, nor keep it spinning. */
  private void acceptOne() throws InterruptedException {
    try {
      LinkConnection connection = new LinkConnection(server.accept());
      Thread.ofVirtual().name("link").start(() -> serve(connection));
    } catch (IOException e) {
      if (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.error("socket={} state=refusing: {}", socket, e.toString());
      }
    }
  }

  private void serve(LinkConnection connection) {
    connections.add(connection);
    try (connection) {
      answer(connection);
    } finally {
      connections.remove(connection);
    }
  }

  private void answer(LinkConnection connection) {
    try {
      answer(connection.receive(Call.class), connection);
    } catch (NpException e) {
      connection.send(Reply.Failed.of(e));
    } catch (IOException e) {
      LOG.debug("socket={} connection=ended: {}", socket, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("socket={} call=failed", socket, e);
      connection.send(
          new Reply.Failed(Reply.Kind.UNAVAILABLE, ErrorCode.INTERNAL, e.toString(), ""));
    }
  }

  private void answer(Call call, LinkConnection connection)
      throws IOException, InterruptedException {
    if (call instanceof Call.Scrape) {
      connection.send(new Reply.Scraped(counts.scrape()));
    } else {
      service.serve(call, connection);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
      Files.deleteIfExists(socket);
      connections.forEach(LinkConnection::close);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
