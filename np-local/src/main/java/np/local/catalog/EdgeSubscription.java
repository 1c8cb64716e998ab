package np.local.catalog;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import np.model.Endpoint;
import np.model.Endpoints;
import np.model.InstanceId;
import np.model.WorkloadId;
import np.spi.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * One edge's view of the catalog. A slow edge is told only the newest endpoints of each workload.
 * All but {@link #drained} and {@link #close} is called under the catalog's lock.
 */
public final class EdgeSubscription implements Subscription {
  private final NodeCatalog catalog;
  private final Consumer<Endpoints> sink;
  private final Map<WorkloadId, Endpoints> waiting = new LinkedHashMap<>();
  private final Set<InstanceId> used;
  private final Thread thread;

  EdgeSubscription(NodeCatalog catalog, Collection<InstanceId> used, Consumer<Endpoints> sink) {
    this.catalog = catalog;
    this.sink = sink;
    this.used = new HashSet<>(used);
    this.thread = Thread.ofVirtual().name("catalog-edge").unstarted(this::deliver);
  }

  void start() {
    thread.start();
  }

  void offer(Endpoints endpoints) {
    waiting.put(endpoints.workload(), endpoints);
  }

  @Nullable Endpoints poll() {
    Iterator<Endpoints> all = waiting.values().iterator();
    if (!all.hasNext()) {
      return null;
    }
    Endpoints next = all.next();
    all.remove();
    next.serving().stream().map(Endpoint::instance).forEach(used::add);
    return next;
  }

  boolean uses(InstanceId instance) {
    return used.contains(instance)
        || waiting.values().stream().anyMatch(each -> NodeCatalog.contains(each, instance));
  }

  void release(InstanceId instance) {
    used.remove(instance);
  }

  Set<InstanceId> used() {
    return used;
  }

  /** This edge has nothing in flight to an instance any more. */
  public void drained(InstanceId instance) {
    catalog.drained(this, instance);
  }

  @Override
  public void close() {
    thread.interrupt();
    catalog.leave(this);
  }

  private void deliver() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        sink.accept(catalog.next(this));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      catalog.leave(this);
    }
  }
}
