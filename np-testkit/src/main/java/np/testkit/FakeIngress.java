package np.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import np.model.Route;
import np.model.RouteStatus;
import np.model.RouteStatus.State;
import np.model.RouteTable;
import np.model.WorkloadId;
import np.spi.Ingress;

/** An ingress in memory that carries nothing; tests say which workloads have something serving. */
public final class FakeIngress implements Ingress {
  private final Set<WorkloadId> serving = ConcurrentHashMap.newKeySet();
  private volatile RouteTable table = RouteTable.EMPTY;

  /** Says that an instance of the workload serves. */
  public void serve(WorkloadId workload) {
    serving.add(workload);
  }

  /** Says that no instance of the workload serves. */
  public void unserve(WorkloadId workload) {
    serving.remove(workload);
  }

  /** The table in force. */
  public RouteTable table() {
    return table;
  }

  @Override
  public synchronized void publish(RouteTable wanted) {
    if (wanted.generation() > table.generation()) {
      table = wanted;
    }
  }

  @Override
  public RouteStatus verify(Route route) {
    RouteTable now = table;
    if (!now.routes().contains(route)) {
      return new RouteStatus(now.generation(), State.MISSING, "no such route");
    }
    if (route instanceof Route.Proxy proxy && !serving.contains(proxy.workload())) {
      return new RouteStatus(now.generation(), State.NO_ENDPOINT, "nothing serves");
    }
    return new RouteStatus(now.generation(), State.LIVE, "");
  }
}
