package np.local.link;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import np.model.DatabaseActivity;
import np.model.DatabaseId;
import np.model.DatabaseSocket;
import np.model.ErrorCode;
import np.model.NpException;
import np.spi.DatabaseCatalog;
import np.spi.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog of databases of a node in another process. What is reported is told to the node on
 * the connection of {@link #watch}, and again when that had to be made anew.
 */
public final class DatabaseCatalogClient implements DatabaseCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCatalogClient.class);
  private static final Duration TO_WAKE = Duration.ofSeconds(60);
  private static final Duration TO_ANSWER = Duration.ofSeconds(10);

  private final LinkClient link;
  private final Set<RouteStream> streams = ConcurrentHashMap.newKeySet();

  /**
   * @param socket of the node
   */
  public DatabaseCatalogClient(Path socket) {
    this.link = new LinkClient(socket, ErrorCode.ENGINE_UNAVAILABLE);
  }

  @Override
  public Subscription watch(Consumer<Change> sink) {
    RouteStream stream = new RouteStream(link, sink);
    streams.add(stream);
    Subscription connection = new Persistence(link, stream).start();
    return () -> {
      streams.remove(stream);
      stream.end();
      connection.close();
    };
  }

  @Override
  public DatabaseSocket wake(DatabaseId id) {
    return link.call(new Call.WakeDatabase(id), Reply.Awake.class, TO_WAKE).socket();
  }

  @Override
  public void report(DatabaseActivity activity) {
    streams.forEach(stream -> stream.report(activity));
  }

  @Override
  public void refreshLogins(DatabaseId id) {
    Thread.ofVirtual().name("link-logins").start(() -> askForLogins(id));
  }

  /** A node that is away reads them when the database is used next. */
  private void askForLogins(DatabaseId id) {
    try {
      link.call(new Call.RefreshLogins(id), Reply.Done.class, TO_ANSWER);
    } catch (NpException e) {
      LOG.debug("database={} logins=not-read: {}", id, e.getMessage());
    }
  }
}
