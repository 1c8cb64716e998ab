package np.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that the edge answers for, at one moment.
 *
 * @param generation grows with every change; an older table never replaces a newer one
 * @param routes host and path are unique, and one app owns a host; {@link NpException.Conflict}
 *     otherwise
 */
public record RouteTable(long generation, List<Route> routes) {
  public static final RouteTable EMPTY = new RouteTable(0, List.of());

  public RouteTable {
    routes = List.copyOf(routes);
    checkOwners(routes);
  }

  private static void checkOwners(List<Route> routes) {
    Map<Hostname, AppId> owners = new HashMap<>();
    Map<String, Route> places = new HashMap<>();
    for (Route route : routes) {
      AppId owner = owners.putIfAbsent(route.host(), route.app());
      boolean foreign = owner != null && !owner.equals(route.app());
      boolean twice = places.putIfAbsent(route.host() + route.path(), route) != null;
      if (foreign || twice) {
        throw new NpException.Conflict(
            ErrorCode.HOST_TAKEN,
            route.host() + route.path() + " is routed twice",
            "a host belongs to one app, and each of its paths to one process");
      }
    }
  }
}
