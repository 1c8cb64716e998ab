package np.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import np.model.Command;
import np.model.EnvName;
import np.model.HealthCheck;
import np.model.Pooling;
import np.model.Port;
import np.model.ProcessName;
import np.model.Route;
import np.model.ServiceName;
import np.model.Site;
import np.model.UpdatePolicy;
import np.model.UpdatePolicy.Strategy;

/** Writes an {@link AppSpec} as the np.yaml that says all of it, defaults included. */
public final class SpecWriter {
  private final List<String> lines = new ArrayList<>();

  private SpecWriter() {}

  /** Text that {@link SpecParser} reads back as an equal spec. */
  public static String write(AppSpec spec) {
    SpecWriter writer = new SpecWriter();
    writer.source(spec);
    writer.processes(spec.processes());
    spec.release()
        .ifPresent(
            release -> writer.line("release", command("run", release.run(), release.timeout())));
    writer.variables(spec.env());
    writer.secrets(spec.secrets());
    writer.services(spec.services());
    writer.routes(spec.routes());
    writer.line("deploy", deploy(spec.update()));
    return String.join("\n", writer.lines) + "\n";
  }

  private void line(String key, String value) {
    lines.add(key + ": " + value);
  }

  private void source(AppSpec spec) {
    spec.app().ifPresent(name -> line("app", name.value()));
    spec.site()
        .ifPresent(
            site -> {
              boolean spa = site.fallback() == Site.Fallback.INDEX;
              String directory = YamlText.scalar(site.directory());
              line("static", "{directory: " + flow(directory) + ", spa: " + spa + "}");
            });
    spec.build()
        .ifPresent(build -> line("build", command("command", build.command(), build.timeout())));
    spec.runtime().ifPresent(runtime -> line("runtime", runtime));
  }

  private static String command(String key, String line, java.time.Duration timeout) {
    return "{%s: %s, timeout: %s}"
        .formatted(key, flow(YamlText.scalar(line)), Durations.print(timeout));
  }

  /** Plain text inside braces must not end them. */
  private static String flow(String scalar) {
    return scalar.matches("[\\[{\"].*") || !scalar.matches(".*[,\\[\\]{}].*")
        ? scalar
        : "\"" + scalar + "\"";
  }

  private void processes(Map<ProcessName, ProcessSpec> processes) {
    if (!processes.isEmpty()) {
      lines.add("processes:");
      processes.forEach(this::process);
    }
  }

  private void process(ProcessName name, ProcessSpec process) {
    lines.add("  " + name + ":");
    line("    run", YamlText.scalar(process.run()));
    line("    scale", Integer.toString(process.scale()));
    process.port().ifPresent(this::port);
    process.health().ifPresent(check -> line("    health_check", health(check)));
    line(
        "    resources",
        "{cpu: %s, memory: %s}".formatted(process.resources().cpu(), process.resources().memory()));
    line(
        "    stop",
        "{signal: %s, timeout: %s, drain: %s}"
            .formatted(
                process.stop().signal(),
                Durations.print(process.stop().timeout()),
                Durations.print(process.stop().drain())));
  }

  private void port(Port port) {
    switch (port) {
      case Port.Assigned _ -> {}
      case Port.Fixed fixed -> line("    port", Integer.toString(fixed.number()));
    }
  }

  private static String health(HealthCheck check) {
    String probe =
        switch (check.probe()) {
          case HealthCheck.Probe.Http http ->
              "path: " + flow(YamlText.scalar(http.path())) + ", status: " + http.expect();
          case HealthCheck.Probe.Tcp _ -> "tcp: true";
          case HealthCheck.Probe.Exec exec ->
              "command: " + flow(YamlText.scalar(commandLine(exec.command())));
        };
    return "{%s, interval: %s, timeout: %s, grace: %s}"
        .formatted(
            probe,
            Durations.print(check.interval()),
            Durations.print(check.timeout()),
            Durations.print(check.grace()));
  }

  private static String commandLine(Command command) {
    return command.display();
  }

  private void variables(Map<EnvName, String> env) {
    if (!env.isEmpty()) {
      lines.add("env:");
      env.forEach(
          (name, value) -> line("  " + name, value.isEmpty() ? "\"\"" : YamlText.scalar(value)));
    }
  }

  private void secrets(Map<EnvName, SecretSpec> secrets) {
    if (!secrets.isEmpty()) {
      lines.add("secrets:");
      secrets.forEach((name, secret) -> lines.add("  - " + secret(name, secret)));
    }
  }

  private static String secret(EnvName name, SecretSpec secret) {
    return switch (secret) {
      case SecretSpec.Required _ -> name.value();
      case SecretSpec.Generated generated -> name + ": {generate: " + generated.length() + "}";
    };
  }

  private void services(Map<ServiceName, ServiceSpec> services) {
    if (!services.isEmpty()) {
      lines.add("services:");
      services.forEach((name, service) -> line("  " + name, service(service)));
    }
  }

  private static String service(ServiceSpec service) {
    List<String> said = new ArrayList<>(List.of("type: postgres"));
    service.version().ifPresent(version -> said.add("version: " + version));
    service.memory().ifPresent(memory -> said.add("memory: " + memory));
    service
        .sleep()
        .ifPresent(
            sleep -> said.add("sleep: " + sleep.after().map(Durations::print).orElse("never")));
    if (!service.extensions().isEmpty()) {
      said.add("extensions: " + service.extensions());
    }
    if (service.pooling() == Pooling.TRANSACTION) {
      said.add("pooled: true");
    }
    service.branch().ifPresent(branch -> said.add("branch_of: " + branch.of()));
    service
        .branch()
        .flatMap(ServiceSpec.Branch::ttl)
        .ifPresent(ttl -> said.add("ttl: " + Durations.print(ttl)));
    return "{" + String.join(", ", said) + "}";
  }

  private void routes(List<RouteSpec> routes) {
    if (!routes.isEmpty()) {
      lines.add("routes:");
      routes.forEach(route -> lines.add("  - " + route(route)));
    }
  }

  private static String route(RouteSpec route) {
    return switch (route) {
      case RouteSpec.Redirect redirect ->
          redirect.host()
              + (redirect.path().equals("/") ? "" : redirect.path())
              + " -> "
              + redirect.target();
      case RouteSpec.To to ->
          "{host: %s, path: %s, strip: %s, process: %s}"
              .formatted(to.host(), to.path(), to.strip() == Route.Prefix.STRIP, to.process());
    };
  }

  private static String deploy(UpdatePolicy policy) {
    String strategy =
        switch (policy.strategy()) {
          case Strategy.Rolling rolling -> "rolling, max_parallel: " + rolling.maxParallel();
          case Strategy.BlueGreen _ -> "blue_green";
          case Strategy.Recreate _ -> "recreate";
        };
    String outcome =
        switch (policy.onFailure()) {
          case ROLLBACK -> "rollback";
          case PAUSE -> "pause";
        };
    return "{strategy: %s, timeout: %s, on_failure: %s}"
        .formatted(strategy, Durations.print(policy.timeout()), outcome);
  }
}
