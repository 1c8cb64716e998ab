package np.server.apps;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import np.model.AppId;
import np.model.Artifact;
import np.model.Digest;
import np.model.EnvName;
import np.model.Environment;
import np.model.Hostname;
import np.model.InstanceId;
import np.model.OneOff;
import np.model.ProcessName;
import np.model.Route;
import np.model.Secret;
import np.server.apps.AppState.Power;
import np.spec.AppSpec;

/** From releases to what must run: the one place where apps meet the planners of np.yaml. */
public final class Planning {
  private final PublicAddress address;

  public Planning(PublicAddress address) {
    this.address = address;
  }

  /** What must run and be routed. */
  Wanted wanted(Release release, AppState state, Map<EnvName, Secret> secrets) {
    AppSpec spec = SpecTexts.of(release.content());
    Environment environment = environment(spec, release.content().config(), secrets);
    Blueprint blueprint = new Blueprint(release.app(), spec, release.content().artifact());
    return new Wanted(blueprint.workloads(environment, state), routes(blueprint, state.power()));
  }

  List<Route> routes(AppId app, AppSpec spec, Artifact artifact) {
    return routes(new Blueprint(app, spec, artifact), Power.ON);
  }

  private List<Route> routes(Blueprint blueprint, Power power) {
    List<Route> routes = blueprint.routes(address.host(blueprint.app()));
    return power == Power.ON ? routes : routes.stream().map(Planning::closed).toList();
  }

  private static Route closed(Route route) {
    return new Route.Closed(route.host(), route.path(), route.app(), "this app is stopped");
  }

  /** The build of a release; empty when its source is its artifact. */
  Optional<OneOff> build(Release release, InstanceId id) {
    AppSpec spec = SpecTexts.of(release.content());
    return new Blueprint(release.app(), spec, release.content().artifact()).build(id);
  }

  /** The release command of a release. */
  Optional<OneOff> releaseCommand(Release release, InstanceId id, Map<EnvName, Secret> secrets) {
    AppSpec spec = SpecTexts.of(release.content());
    Environment environment = environment(spec, release.content().config(), secrets);
    return new Blueprint(release.app(), spec, release.content().artifact())
        .releaseCommand(id, environment);
  }

  /** A task like that of web, or of the first process, with another command. */
  OneOff oneOff(Release release, OneOffOrder order, Map<EnvName, Secret> secrets) {
    AppSpec spec = SpecTexts.of(release.content());
    Environment environment = environment(spec, release.content().config(), secrets);
    return new Blueprint(release.app(), spec, release.content().artifact()).run(order, environment);
  }

  /** The first host of the app, as a URL; empty without routes. */
  String url(AppId app, AppSpec spec) {
    boolean routed = spec.site().isPresent() || spec.processes().containsKey(AppSpec.WEB);
    Hostname host = spec.routes().isEmpty() ? address.host(app) : spec.routes().getFirst().host();
    return routed ? address.url(host) : "";
  }

  /** The digest of everything that goes into an artifact. */
  Digest artifact(AppSpec spec, Digest source) {
    return Blueprint.artifact(spec, source);
  }

  static Map<ProcessName, Integer> scales(AppSpec spec) {
    return spec.processes().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().scale()));
  }

  private static Environment environment(
      AppSpec spec, AppConfig config, Map<EnvName, Secret> secrets) {
    Map<EnvName, String> plain = new TreeMap<>(spec.env());
    plain.putAll(config.env());
    return new Environment(plain, secrets);
  }
}
