package np.edge.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import np.model.AppId;
import np.model.Route;
import np.model.RouteTable;
import org.jspecify.annotations.Nullable;

/** A route table made ready for requests. Immutable. */
public final class Router {
  private final RouteTable table;
  private final Map<String, HostRoutes> hosts;
  private final Set<Route> routes;

  public Router(RouteTable table) {
    this.table = table;
    Map<String, List<Route>> byHost = HashMap.newHashMap(table.routes().size());
    for (Route route : table.routes()) {
      byHost.computeIfAbsent(route.host().value(), host -> new ArrayList<>(1)).add(route);
    }
    hosts = HashMap.newHashMap(byHost.size());
    byHost.forEach((host, list) -> hosts.put(host, new HostRoutes(list)));
    routes = new HashSet<>(table.routes());
  }

  public RouteTable table() {
    return table;
  }

  /** The apps that have a route. */
  public Set<AppId> apps() {
    return hosts.values().stream().map(HostRoutes::app).collect(Collectors.toSet());
  }

  /** The routes of a host in canonical form; null when nobody has it. */
  public @Nullable HostRoutes host(String canonical) {
    return hosts.get(canonical);
  }

  /** Whether exactly this route is there. */
  public boolean has(Route route) {
    return routes.contains(route);
  }
}
