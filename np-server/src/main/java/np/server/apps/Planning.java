package np.server.apps;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import np.model.AppId;
import np.model.Artifact;
import np.model.EnvName;
import np.model.Environment;
import np.model.Hostname;
import np.model.InstanceId;
import np.model.OneOff;
import np.model.ProcessName;
import np.model.Route;
import np.model.Secret;
import np.model.Workload;
import np.plan.AppHost;
import np.plan.Blueprint;
import np.plan.OneOffPlanner;
import np.plan.RoutePlanner;
import np.plan.ScaleOverrides;
import np.plan.ScalePlanner;
import np.plan.ServicePlanner;
import np.plan.WorkloadPlanner;
import np.server.apps.AppState.Power;
import np.spec.AppSpec;

/** From stored releases to what must run: the one place where apps meet the planners. */
public final class Planning {
  private static final String STOPPED = "this app is stopped";

  private final PublicAddress address;

  public Planning(PublicAddress address) {
    this.address = address;
  }

  /** What must run and be routed. */
  Wanted wanted(Release release, AppState state, Map<EnvName, Secret> secrets) {
    AppSpec spec = SpecTexts.of(release.content());
    return new Wanted(workloads(release, spec, state, secrets), routes(release, spec, state));
  }

  /** What must be routed. */
  List<Route> routes(Release release, AppState state) {
    return routes(release, SpecTexts.of(release.content()), state);
  }

  private List<Route> routes(Release release, AppSpec spec, AppState state) {
    List<Route> routes = routes(release.app(), spec, release.content().artifact());
    return state.power() == Power.ON ? routes : RoutePlanner.close(routes, STOPPED);
  }

  private static List<Workload> workloads(
      Release release, AppSpec spec, AppState state, Map<EnvName, Secret> secrets) {
    Environment environment = environment(spec, release.content().config(), secrets);
    return WorkloadPlanner.plan(
        new Blueprint(
            spec,
            release.content().artifact(),
            environment,
            scale(spec, state),
            state.revisions()));
  }

  private static ScaleOverrides scale(AppSpec spec, AppState state) {
    Map<ProcessName, Integer> counts =
        spec.processes().keySet().stream()
            .filter(name -> state.power() == Power.OFF || state.scale().containsKey(name))
            .collect(Collectors.toMap(name -> name, name -> count(name, state)));
    return new ScaleOverrides(counts);
  }

  private static int count(ProcessName process, AppState state) {
    Scaled scaled = state.scale().get(process);
    return state.power() == Power.OFF || scaled == null ? 0 : scaled.count();
  }

  List<Route> routes(AppId app, AppSpec spec, Artifact artifact) {
    return RoutePlanner.plan(spec, app, address.domain().value(), artifact);
  }

  /** The build of a release; empty when its source is its artifact. */
  Optional<OneOff> build(Release release, InstanceId id) {
    return OneOffPlanner.build(SpecTexts.of(release.content()), release.content().artifact(), id);
  }

  /** The release command of a release, if it has one. */
  Optional<OneOff> releaseCommand(Release release, InstanceId id, Map<EnvName, Secret> secrets) {
    return OneOffPlanner.release(blueprint(release, secrets), id);
  }

  /** A command of somebody's choice, beside a release. */
  OneOff oneOff(Release release, OneOffOrder order, Map<EnvName, Secret> secrets) {
    return OneOffPlanner.run(
        blueprint(release, secrets), order.id(), order.command(), order.timeout());
  }

  private static Blueprint blueprint(Release release, Map<EnvName, Secret> secrets) {
    AppSpec spec = SpecTexts.of(release.content());
    Environment environment = environment(spec, release.content().config(), secrets);
    return new Blueprint(
        spec, release.content().artifact(), environment, ScaleOverrides.NONE, Map.of());
  }

  /** Refuses hosts of the platform that a tenant has no right to. */
  void refuseForeign(AppId app, AppSpec spec) {
    RoutePlanner.refuseForeign(spec, app, address.domain().value());
  }

  /** Where an app answers: a host of its file rather than its own; empty without routes. */
  String url(AppId app, List<Route> routes) {
    List<Hostname> own = AppHost.all(app, address.domain().value());
    List<Hostname> hosts =
        routes.stream()
            .filter(route -> !(route instanceof Route.Redirect))
            .map(Route::host)
            .toList();
    return hosts.stream()
        .filter(host -> !own.contains(host))
        .findFirst()
        .or(() -> hosts.stream().findFirst())
        .map(address::url)
        .orElse("");
  }

  /** Where a release answers, or would if it served. */
  String url(Release release) {
    AppSpec spec = SpecTexts.of(release.content());
    return url(release.app(), routes(release.app(), spec, release.content().artifact()));
  }

  /** What stored routes and URLs depend on beside their apps. */
  PublicAddress address() {
    return address;
  }

  static Map<ProcessName, Integer> scales(AppSpec spec) {
    return ScalePlanner.of(spec).counts();
  }

  static Environment environment(AppSpec spec, AppConfig config, Map<EnvName, Secret> secrets) {
    Map<EnvName, String> plain = new TreeMap<>(ServicePlanner.plain(spec));
    plain.putAll(config.env());
    return new Environment(plain, secrets);
  }
}
