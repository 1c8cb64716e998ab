package np.edge;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import np.edge.table.EndpointBook;
import np.edge.upstream.Upstreams;
import np.model.Endpoints;
import np.model.InstanceId;
import np.spi.Catalog;
import np.spi.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Brings the catalog's endpoints into force and onto disk, and tells the catalog whose last request
 * has ended. Its work that may block has one thread of its own.
 */
final class CatalogFollower implements AutoCloseable {
  private static final long SAVE_DELAY_MILLIS = 200;
  private static final long CLOSE_SECONDS = 5;

  private final Catalog catalog;
  private final EndpointBook book;
  private final Upstreams upstreams;
  private final ScheduledThreadPoolExecutor worker =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("edge-catalog").factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private final AtomicBoolean saving = new AtomicBoolean();
  private boolean keeps;
  private @Nullable Subscription subscription;

  CatalogFollower(Catalog catalog, EndpointBook book, List<EventLoop> loops) {
    this.catalog = catalog;
    this.book = book;
    this.upstreams = new Upstreams(loops, this::drained);
    worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  Upstreams upstreams() {
    return upstreams;
  }

  /** Starts from the endpoints on disk. */
  void start() {
    book.load().forEach(upstreams::update);
    subscription = catalog.watch(this::update);
  }

  private void update(Endpoints endpoints) {
    upstreams.update(endpoints);
    saveSoon();
  }

  private void saveSoon() {
    if (saving.compareAndSet(false, true)) {
      var _ = worker.schedule(this::save, SAVE_DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void save() {
    if (saving.compareAndSet(true, false) && keeps) {
      book.save(upstreams.snapshot());
    }
  }

  /** From now on what is on disk is this edge's to write. */
  synchronized void keep() {
    keeps = true;
    saveSoon();
  }

  /** From now on nothing is written to disk any more. */
  synchronized void rest() {
    keeps = false;
  }

  private void drained(InstanceId instance) {
    worker.execute(() -> tell(instance));
  }

  private void tell(InstanceId instance) {
    if (!upstreams.isServing(instance)) {
      catalog.drained(instance);
    }
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
    worker.shutdown();
    try {
      if (worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        save();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
