package np.spec;

import np.model.Hostname;
import np.model.ProcessName;
import np.model.Route;

/** An entry of {@code routes}. */
public sealed interface RouteSpec {
  Hostname host();

  /** A path prefix on segment borders, {@code /} for all. */
  String path();

  /** To a process of this app, or to its files when it is a static site. */
  record To(Hostname host, String path, ProcessName process, Route.Prefix strip)
      implements RouteSpec {}

  /** To another host, with status 308. */
  record Redirect(Hostname host, String path, Hostname target) implements RouteSpec {}
}
