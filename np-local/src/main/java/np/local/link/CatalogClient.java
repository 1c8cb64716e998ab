package np.local.link;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import np.model.Endpoints;
import np.model.ErrorCode;
import np.model.InstanceId;
import np.spi.Catalog;
import np.spi.Subscription;

/**
 * The catalog of a node in another process. While the node is away, and from the very start, the
 * last known endpoints are in force; they are kept in a file.
 */
public final class CatalogClient implements Catalog {
  private final LinkClient link;
  private final EndpointsFile file;
  private final Set<EndpointsStream> streams = ConcurrentHashMap.newKeySet();

  /**
   * @param socket of the node
   * @param lastKnown where the endpoints are kept; its directory exists
   */
  public CatalogClient(Path socket, Path lastKnown) {
    this.link = new LinkClient(socket, ErrorCode.ENGINE_UNAVAILABLE);
    this.file = new EndpointsFile(lastKnown);
  }

  /** What was known last is delivered before this returns. */
  @Override
  public Subscription watch(Consumer<Endpoints> sink) {
    EndpointsStream stream = new EndpointsStream(link, file, sink);
    stream.deliverLastKnown();
    streams.add(stream);
    Subscription connection = new Persistence(link, stream).start();
    return () -> {
      streams.remove(stream);
      connection.close();
    };
  }

  /**
   * Waits until everything that the node knows has been delivered to those who watch.
   *
   * @return false when {@code most} has passed before, because the node is away or slow
   */
  public boolean awaitCurrent(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    for (EndpointsStream stream : streams) {
      if (!stream.awaitCurrent(end - System.nanoTime())) {
        return false;
      }
    }
    return true;
  }

  /** Another edge writes the file of the last known endpoints until {@link #keep}. */
  public void rest() throws InterruptedException {
    file.rest();
  }

  /** This edge writes the file from now on, as from the start. */
  public void keep() {
    file.keep();
  }

  @Override
  public void drained(InstanceId instance) {
    streams.forEach(stream -> stream.drained(instance));
  }
}
