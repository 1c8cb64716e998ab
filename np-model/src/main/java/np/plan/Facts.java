package np.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import np.model.Command;
import np.model.Environment;
import np.model.HealthCheck;
import np.model.Pooling;
import np.model.Port;
import np.model.ProcessName;
import np.model.ServiceName;
import np.model.Site;
import np.model.UpdatePolicy;
import np.model.UpdatePolicy.Strategy;
import np.spec.AppSpec;
import np.spec.Durations;
import np.spec.ProcessSpec;
import np.spec.RouteSpec;
import np.spec.SecretSpec;
import np.spec.ServiceSpec;

/** Lays a release out as paths and values, in the words of np.yaml. */
final class Facts {
  private final Map<String, Fact> facts = new LinkedHashMap<>();

  private Facts() {}

  static Map<String, Fact> of(SpecDiff.Side side) {
    Facts facts = new Facts();
    facts.source(side.spec());
    side.spec().processes().forEach((name, process) -> facts.process(name, process, side.scale()));
    facts.environment(side.environment(), side.spec());
    side.spec().services().forEach(facts::service);
    side.spec().routes().forEach(facts::route);
    facts.update(side.spec().update());
    return facts.facts;
  }

  private void text(String path, Object value) {
    facts.put(path, Fact.text(value));
  }

  private void source(AppSpec spec) {
    spec.site()
        .ifPresent(
            site -> {
              text("static", site.directory());
              text("static.spa", site.fallback() == Site.Fallback.INDEX);
            });
    spec.build()
        .ifPresent(
            build -> {
              text("build", build.command());
              text("build.timeout", Durations.print(build.timeout()));
            });
    spec.runtime().ifPresent(runtime -> text("runtime", runtime));
    spec.release()
        .ifPresent(
            release -> {
              text("release", release.run());
              text("release.timeout", Durations.print(release.timeout()));
            });
  }

  private void process(ProcessName name, ProcessSpec process, ScaleOverrides scale) {
    facts.put("process " + name, new Fact(process.run(), "", Fact.Kind.PROCESS));
    text(name + ".run", process.run());
    facts.put("scale." + name, Fact.count(scale.count(name, process.scale())));
    process.port().ifPresent(port -> text(name + ".port", port(port)));
    process.health().ifPresent(check -> text(name + ".health_check", health(check)));
    facts.put(
        name + ".resources.cpu",
        Fact.amount(process.resources().cpu(), process.resources().cpu().millis()));
    facts.put(
        name + ".resources.memory",
        Fact.amount(process.resources().memory(), process.resources().memory().bytes()));
    text(
        name + ".stop",
        process.stop().signal()
            + ", timeout "
            + Durations.print(process.stop().timeout())
            + ", drain "
            + Durations.print(process.stop().drain()));
  }

  private static String port(Port port) {
    return switch (port) {
      case Port.Assigned _ -> "$PORT";
      case Port.Fixed fixed -> Integer.toString(fixed.number());
    };
  }

  private static String health(HealthCheck check) {
    String probe =
        switch (check.probe()) {
          case HealthCheck.Probe.Http http -> "GET " + http.path() + " " + http.expect();
          case HealthCheck.Probe.Tcp _ -> "connect";
          case HealthCheck.Probe.Exec exec -> command(exec.command());
        };
    return probe
        + ", interval "
        + Durations.print(check.interval())
        + ", timeout "
        + Durations.print(check.timeout())
        + ", grace "
        + Durations.print(check.grace());
  }

  private static String command(Command command) {
    return "`" + command.display() + "`";
  }

  private void environment(Environment environment, AppSpec spec) {
    environment.plain().forEach((name, value) -> text("env." + name, value));
    ServicePlanner.referring(spec)
        .forEach((name, value) -> facts.putIfAbsent("env." + name, Fact.text(value)));
    environment
        .secrets()
        .forEach(
            (name, secret) ->
                facts.put("secrets." + name, new Fact("«hidden»", secret, Fact.Kind.SECRET)));
    spec.secrets().forEach((name, secret) -> facts.putIfAbsent("secrets." + name, missing(secret)));
  }

  private static Fact missing(SecretSpec secret) {
    return switch (secret) {
      case SecretSpec.Required _ -> new Fact("required", "required", Fact.Kind.MISSING_SECRET);
      case SecretSpec.Generated _ -> new Fact("generated", "generated", Fact.Kind.TEXT);
    };
  }

  private void service(ServiceName name, ServiceSpec service) {
    facts.put("services." + name, new Fact("postgres", "postgres", Fact.Kind.SERVICE));
    String path = "services." + name + ".";
    service.version().ifPresent(version -> text(path + "version", version));
    service
        .memory()
        .ifPresent(memory -> facts.put(path + "memory", Fact.amount(memory, memory.bytes())));
    service
        .sleep()
        .ifPresent(
            sleep -> text(path + "sleep", sleep.after().map(Durations::print).orElse("never")));
    if (!service.extensions().isEmpty()) {
      text(path + "extensions", service.extensions());
    }
    if (service.pooling() == Pooling.TRANSACTION) {
      text(path + "pooled", true);
    }
    service.branch().ifPresent(branch -> text(path + "branch_of", branch.of()));
    service
        .branch()
        .flatMap(ServiceSpec.Branch::ttl)
        .ifPresent(ttl -> text(path + "ttl", Durations.print(ttl)));
  }

  private void route(RouteSpec route) {
    String place = route.host() + (route.path().equals("/") ? "" : route.path());
    String target =
        switch (route) {
          case RouteSpec.Redirect redirect -> "-> " + redirect.target();
          case RouteSpec.To to ->
              switch (to.strip()) {
                case KEEP -> to.process().value();
                case STRIP -> to.process() + ", prefix cut off";
              };
        };
    facts.put("route " + place, new Fact(target, target, Fact.Kind.ROUTE));
  }

  private void update(UpdatePolicy policy) {
    text(
        "deploy.strategy",
        switch (policy.strategy()) {
          case Strategy.Rolling rolling -> "rolling, " + rolling.maxParallel() + " at a time";
          case Strategy.BlueGreen _ -> "blue_green";
          case Strategy.Recreate _ -> "recreate";
        });
    text("deploy.timeout", Durations.print(policy.timeout()));
    text(
        "deploy.on_failure",
        switch (policy.onFailure()) {
          case ROLLBACK -> "rollback";
          case PAUSE -> "pause";
        });
  }
}
