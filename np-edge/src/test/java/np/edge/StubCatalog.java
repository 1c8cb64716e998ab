package np.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import np.model.Endpoint;
import np.model.Endpoints;
import np.model.InstanceId;
import np.model.WorkloadId;
import np.spi.Catalog;
import np.spi.Subscription;

/** A catalog that says what a test tells it. */
final class StubCatalog implements Catalog {
  private final Map<WorkloadId, Endpoints> known = new ConcurrentHashMap<>();
  private final List<Consumer<Endpoints>> sinks = new CopyOnWriteArrayList<>();
  private final Set<InstanceId> drained = ConcurrentHashMap.newKeySet();

  synchronized void serve(WorkloadId workload, Endpoint... serving) {
    Endpoints endpoints = new Endpoints(workload, List.of(serving));
    known.put(workload, endpoints);
    sinks.forEach(sink -> sink.accept(endpoints));
  }

  Set<InstanceId> drainedInstances() {
    return drained;
  }

  @Override
  public synchronized Subscription watch(Consumer<Endpoints> sink) {
    new ArrayList<>(known.values()).forEach(sink);
    sinks.add(sink);
    return () -> sinks.remove(sink);
  }

  @Override
  public void drained(InstanceId instance) {
    drained.add(instance);
  }
}
