package np.edge.upstream;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import np.model.Endpoint;
import np.model.Endpoints;
import np.model.InstanceId;
import np.model.WorkloadId;
import org.jspecify.annotations.Nullable;

/**
 * All workloads with their serving instances. A change touches the workload that it is about and
 * nothing else; requests in flight to an instance that leaves go on, and its leaving is told when
 * the last one has ended.
 */
public final class Upstreams {
  private final Map<WorkloadId, Upstream> workloads = new ConcurrentHashMap<>();
  private final Map<Address, Instance> owners = new HashMap<>();
  private final Set<InstanceId> serving = ConcurrentHashMap.newKeySet();
  private final List<EventLoop> loops;
  private final Consumer<InstanceId> drained;

  private record Address(String host, int port) {
    static Address of(Endpoint endpoint) {
      return new Address(endpoint.host(), endpoint.port());
    }
  }

  /**
   * @param loops on which requests run
   * @param drained is told of each instance that has left and has no request any more; called on
   *     any thread, so it must not block
   */
  public Upstreams(List<? extends EventLoop> loops, Consumer<InstanceId> drained) {
    this.loops = List.copyOf(loops);
    this.drained = drained;
  }

  /** Takes the present endpoints of a workload. */
  public synchronized void update(Endpoints endpoints) {
    Upstream upstream = workloads.computeIfAbsent(endpoints.workload(), Upstream::new);
    List<Instance> before = upstream.serving();
    List<Instance> now = new ArrayList<>(endpoints.serving().size());
    for (Endpoint endpoint : endpoints.serving()) {
      now.add(find(before, endpoint));
    }
    upstream.serve(now);
    now.forEach(instance -> serving.add(instance.endpoint().instance()));
    before.forEach(instance -> forget(instance, now));
    for (Instance instance : before) {
      if (!now.contains(instance)) {
        retire(instance);
      }
    }
    now.forEach(instance -> claim(upstream, instance));
    if (now.isEmpty()) {
      workloads.remove(endpoints.workload(), upstream);
    }
  }

  private void forget(Instance instance, List<Instance> now) {
    InstanceId id = instance.endpoint().instance();
    if (now.stream().noneMatch(other -> other.endpoint().instance().equals(id))) {
      serving.remove(id);
    }
  }

  private Instance find(List<Instance> before, Endpoint endpoint) {
    for (Instance instance : before) {
      if (instance.endpoint().equals(endpoint)) {
        return instance;
      }
    }
    return new Instance(endpoint, loops.size(), this::left);
  }

  /** An address belongs to whom it was given last: what was known before about it is stale. */
  private void claim(Upstream upstream, Instance instance) {
    Instance stale = owners.put(Address.of(instance.endpoint()), instance);
    if (stale == null || stale == instance || stale.isLeaving()) {
      return;
    }
    for (Upstream other : workloads.values()) {
      List<Instance> serving = new ArrayList<>(other.serving());
      if (other != upstream && serving.remove(stale)) {
        other.serve(serving);
        forget(stale, serving);
        retire(stale);
      }
    }
  }

  private void retire(Instance instance) {
    owners.remove(Address.of(instance.endpoint()), instance);
    instance.leave();
    for (int i = 0; i < loops.size(); i++) {
      int index = i;
      EventLoop loop = loops.get(i);
      if (!loop.isShuttingDown()) {
        loop.execute(() -> instance.closeIdle(index));
      }
    }
  }

  private void left(Instance instance) {
    drained.accept(instance.endpoint().instance());
  }

  /** Whether requests go to the instance, maybe again. */
  public boolean isServing(InstanceId instance) {
    return serving.contains(instance);
  }

  /** Whether an instance of the workload serves. */
  public boolean serves(WorkloadId workload) {
    Upstream upstream = workloads.get(workload);
    return upstream != null && !upstream.isEmpty();
  }

  /** The endpoints in force, for keeping them on disk. */
  public List<Endpoints> snapshot() {
    List<Endpoints> all = new ArrayList<>();
    for (Upstream upstream : workloads.values()) {
      List<Endpoint> serving = upstream.serving().stream().map(Instance::endpoint).toList();
      all.add(new Endpoints(upstream.workload(), serving));
    }
    return all;
  }

  @Nullable Upstream of(WorkloadId workload) {
    return workloads.get(workload);
  }
}
