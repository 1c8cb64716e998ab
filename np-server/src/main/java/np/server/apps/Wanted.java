package np.server.apps;

import java.util.List;
import np.model.Route;
import np.model.Workload;

/**
 * Everything that must run and be routed for an app to be in a state.
 *
 * @param workloads one for each process
 * @param routes its hosts
 */
public record Wanted(List<Workload> workloads, List<Route> routes) {
  public static final Wanted NOTHING = new Wanted(List.of(), List.of());

  public Wanted {
    workloads = List.copyOf(workloads);
    routes = List.copyOf(routes);
  }
}
