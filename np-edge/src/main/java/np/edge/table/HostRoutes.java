package np.edge.table;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import np.edge.wire.RequestHead;
import np.model.AppId;
import np.model.Route;
import org.jspecify.annotations.Nullable;

/** The routes of one host, which belong to one app; the longest path prefix wins. */
public final class HostRoutes {
  private final AppId app;
  private final Route[] routes;
  private final byte[][] prefixes;

  HostRoutes(List<Route> ofOneHost) {
    app = ofOneHost.getFirst().app();
    routes =
        ofOneHost.stream()
            .sorted(Comparator.comparingInt((Route route) -> route.path().length()).reversed())
            .toArray(Route[]::new);
    prefixes = new byte[routes.length][];
    for (int i = 0; i < routes.length; i++) {
      String path = routes[i].path().equals("/") ? "" : routes[i].path();
      prefixes[i] = path.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The owner of the host. */
  public AppId app() {
    return app;
  }

  /** The route with the longest prefix of the request's path, on segment borders. */
  public @Nullable Route match(RequestHead request) {
    for (int i = 0; i < routes.length; i++) {
      if (request.isBelow(prefixes[i])) {
        return routes[i];
      }
    }
    return null;
  }
}
