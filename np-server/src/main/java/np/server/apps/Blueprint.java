package np.server.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.model.AppId;
import np.model.Artifact;
import np.model.Command;
import np.model.Digest;
import np.model.Environment;
import np.model.HealthCheck;
import np.model.Hostname;
import np.model.InstanceId;
import np.model.OneOff;
import np.model.ProcessName;
import np.model.Resources;
import np.model.Route;
import np.model.Site;
import np.model.Task;
import np.model.Workload;
import np.model.WorkloadId;
import np.server.apps.AppState.Power;
import np.spec.AppSpec;
import np.spec.ProcessSpec;
import np.spec.RouteSpec;

/** A spec with its artifact, ready to be planned. */
record Blueprint(AppId app, AppSpec spec, Artifact artifact) {

  static Digest artifact(AppSpec spec, Digest source) {
    String build = spec.build().map(each -> each.command()).orElse("");
    String runtime = spec.runtime().orElse("");
    return Digest.of(source + "\n" + runtime + "\n" + build + "\n" + spec.env());
  }

  List<Workload> workloads(Environment environment, AppState state) {
    List<Workload> planned = new ArrayList<>();
    spec.processes()
        .forEach((name, process) -> planned.add(workload(name, process, environment, state)));
    return planned;
  }

  private Workload workload(
      ProcessName name, ProcessSpec process, Environment environment, AppState state) {
    WorkloadId id = new WorkloadId(app, name);
    Task task = task(new Command.Shell(process.run()), environment, process.resources());
    int count = count(name, process, state);
    int revision = state.revision(name);
    if (process.port().isEmpty()) {
      return new Workload.Worker(
          id, count, task, process.health(), process.stop(), spec.update(), revision);
    }
    HealthCheck health =
        process.health().orElseGet(() -> HealthCheck.of(new HealthCheck.Probe.Tcp()));
    return new Workload.Service(
        id, count, task, process.port().get(), health, process.stop(), spec.update(), revision);
  }

  private static int count(ProcessName name, ProcessSpec process, AppState state) {
    if (state.power() == Power.OFF) {
      return 0;
    }
    Scaled scaled = state.scale().get(name);
    return scaled == null ? process.scale() : scaled.count();
  }

  private Task task(Command command, Environment environment, Resources resources) {
    return new Task(artifact, command, spec.runtime(), environment, resources);
  }

  List<Route> routes(Hostname own) {
    List<Route> routes = new ArrayList<>();
    if (spec.site().isPresent() || spec.processes().containsKey(AppSpec.WEB)) {
      routes.add(route(new RouteSpec.To(own, "/", AppSpec.WEB, Route.Prefix.KEEP)));
    }
    spec.routes().forEach(each -> routes.add(route(each)));
    return routes;
  }

  private Route route(RouteSpec written) {
    return switch (written) {
      case RouteSpec.Redirect redirect ->
          new Route.Redirect(redirect.host(), redirect.path(), app, redirect.target());
      case RouteSpec.To to when spec.site().isPresent() ->
          new Route.Files(to.host(), to.path(), app, site());
      case RouteSpec.To to ->
          new Route.Proxy(to.host(), to.path(), new WorkloadId(app, to.process()), to.strip());
    };
  }

  private Site site() {
    return spec.site()
        .map(site -> new Site(artifact, site.directory(), site.fallback()))
        .orElseThrow();
  }

  Optional<OneOff> build(InstanceId id) {
    return spec.build()
        .map(
            build ->
                new OneOff(
                    id,
                    app,
                    OneOff.Kind.BUILD,
                    task(
                        new Command.Shell(build.command()),
                        new Environment(spec.env(), java.util.Map.of()),
                        Resources.DEFAULT),
                    build.timeout()));
  }

  Optional<OneOff> releaseCommand(InstanceId id, Environment environment) {
    return spec.release()
        .map(
            release ->
                run(
                    new OneOffOrder(id, new Command.Shell(release.run()), release.timeout()),
                    environment));
  }

  OneOff run(OneOffOrder order, Environment environment) {
    Resources resources =
        spec.processes().values().stream()
            .findFirst()
            .map(ProcessSpec::resources)
            .orElse(Resources.DEFAULT);
    Task task = task(order.command(), environment, resources);
    return new OneOff(order.id(), app, OneOff.Kind.RUN, task, order.timeout());
  }
}
