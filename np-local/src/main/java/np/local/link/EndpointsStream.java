package np.local.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import np.model.Endpoint;
import np.model.Endpoints;
import np.model.InstanceId;
import np.model.WorkloadId;
import org.jspecify.annotations.Nullable;

/** Passes on what a node's catalog says, and tells it which instances are still in use. */
final class EndpointsStream implements Persistence.Conversation {
  private final LinkClient link;
  private final EndpointsFile file;
  private final Consumer<Endpoints> sink;
  private final Map<WorkloadId, Endpoints> known = new HashMap<>();
  private final Set<WorkloadId> awaited = new HashSet<>();
  private final CountDownLatch current = new CountDownLatch(1);

  /** Guards the two below; the rest belongs to the delivering thread. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Set<InstanceId> used = new HashSet<>();
  private @Nullable LinkConnection connected;

  EndpointsStream(LinkClient link, EndpointsFile file, Consumer<Endpoints> sink) {
    this.link = link;
    this.file = file;
    this.sink = sink;
  }

  void deliverLastKnown() {
    file.read().forEach(this::deliver);
  }

  @Override
  public void hold(LinkConnection connection) throws IOException {
    connection.send(new Call.WatchCatalog(begin(connection)));
    try {
      hear(link.expect(connection, Reply.Known.class).workloads());
      while (true) {
        hear(link.expect(connection, Reply.Serving.class).endpoints());
      }
    } finally {
      end();
    }
  }

  private void hear(List<WorkloadId> all) {
    withdrawVanished(all);
    awaited.addAll(all);
    noteCurrent();
  }

  private void hear(Endpoints endpoints) {
    deliver(endpoints);
    file.write(known.values());
    awaited.remove(endpoints.workload());
    noteCurrent();
  }

  private void noteCurrent() {
    if (awaited.isEmpty()) {
      current.countDown();
    }
  }

  /** Waits until all that the node knew when it first answered has been delivered. */
  boolean awaitCurrent(long nanos) throws InterruptedException {
    return current.await(nanos, TimeUnit.NANOSECONDS);
  }

  private List<InstanceId> begin(LinkConnection connection) {
    lock.lock();
    try {
      connected = connection;
      return List.copyOf(used);
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      connected = null;
    } finally {
      lock.unlock();
    }
  }

  /** Workloads that were removed while the node was away. */
  private void withdrawVanished(List<WorkloadId> left) {
    List<WorkloadId> gone = new ArrayList<>(known.keySet());
    gone.removeAll(left);
    gone.forEach(workload -> deliver(new Endpoints(workload, List.of())));
  }

  private void deliver(Endpoints endpoints) {
    lock.lock();
    try {
      endpoints.serving().stream().map(Endpoint::instance).forEach(used::add);
    } finally {
      lock.unlock();
    }
    Endpoints before =
        endpoints.serving().isEmpty()
            ? known.remove(endpoints.workload())
            : known.put(endpoints.workload(), endpoints);
    if (!endpoints.equals(before)) {
      sink.accept(endpoints);
    }
  }

  void drained(InstanceId instance) {
    lock.lock();
    try {
      used.remove(instance);
      LinkConnection connection = connected;
      if (connection != null) {
        connection.send(new Call.Drained(instance));
      }
    } finally {
      lock.unlock();
    }
  }
}
