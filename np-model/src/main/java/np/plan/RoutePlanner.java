package np.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import np.model.AppId;
import np.model.Artifact;
import np.model.ErrorCode;
import np.model.Hostname;
import np.model.NpException;
import np.model.Route;
import np.model.Site;
import np.model.WorkloadId;
import np.spec.AppSpec;
import np.spec.ProcessSpec;
import np.spec.RouteSpec;
import np.spec.SiteSpec;

/** What the edge must answer for an app: its own host and the routes of its file. */
public final class RoutePlanner {
  private final AppSpec spec;
  private final AppId app;
  private final Artifact artifact;
  private final Map<String, Route> routes = new LinkedHashMap<>();

  private RoutePlanner(AppSpec spec, AppId app, Artifact artifact) {
    this.spec = spec;
    this.app = app;
    this.artifact = artifact;
  }

  /**
   * The routes, the app's own hosts first. An app without site and web has no host of its own.
   *
   * @param baseDomain of the platform, for example {@code localhost}
   */
  public static List<Route> plan(AppSpec spec, AppId app, String baseDomain, Artifact artifact) {
    RoutePlanner planner = new RoutePlanner(spec, app, artifact);
    if (planner.answers()) {
      AppHost.all(app, baseDomain).forEach(own -> planner.put(planner.toApp(own, "/")));
    }
    spec.routes().forEach(route -> planner.put(planner.route(route)));
    return List.copyOf(planner.routes.values());
  }

  /**
   * Hosts of the platform's domain and of this machine belong to the apps that they are named
   * after; only the operator's own tenant gives them away. Asked when somebody wants routes, not
   * when those that were granted are planned again below another domain.
   *
   * @throws NpException.Conflict HOST_TAKEN when a tenant claims such a host
   */
  public static void refuseForeign(AppSpec spec, AppId app, String baseDomain) {
    if (app.tenant().equals(AppHost.DEFAULT_TENANT)) {
      return;
    }
    List<Hostname> own = AppHost.all(app, baseDomain);
    for (RouteSpec route : spec.routes()) {
      if (AppHost.isReserved(route.host(), baseDomain) && !own.contains(route.host())) {
        throw new NpException.Conflict(
            ErrorCode.HOST_TAKEN,
            route.host() + " belongs to the platform",
            "this app has " + own.getFirst() + "; use a domain of your own beside it");
      }
    }
  }

  /** The same hosts and paths, all of them closed: for an app that is stopped. */
  public static List<Route> close(List<Route> routes, String why) {
    return routes.stream()
        .<Route>map(each -> new Route.Closed(each.host(), each.path(), each.app(), why))
        .toList();
  }

  private boolean answers() {
    ProcessSpec web = spec.processes().get(AppSpec.WEB);
    return spec.site().isPresent() || (web != null && web.port().isPresent());
  }

  private void put(Route route) {
    routes.put(route.host() + route.path(), route);
  }

  private Route route(RouteSpec route) {
    return switch (route) {
      case RouteSpec.Redirect to -> new Route.Redirect(to.host(), to.path(), app, to.target());
      case RouteSpec.To to when spec.site().isPresent() -> toApp(to.host(), to.path());
      case RouteSpec.To to ->
          new Route.Proxy(to.host(), to.path(), new WorkloadId(app, to.process()), to.strip());
    };
  }

  private Route toApp(Hostname host, String path) {
    return spec.site()
        .<Route>map(site -> new Route.Files(host, path, app, site(site)))
        .orElseGet(
            () -> new Route.Proxy(host, path, new WorkloadId(app, AppSpec.WEB), Route.Prefix.KEEP));
  }

  private Site site(SiteSpec said) {
    return new Site(artifact, said.directory(), said.fallback());
  }
}
