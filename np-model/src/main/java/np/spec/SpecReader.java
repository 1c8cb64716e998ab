package np.spec;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import np.model.EnvName;
import np.model.ErrorCode;
import np.model.ProcessName;
import np.model.Site;

/** Turns a checked map into an {@link AppSpec} and reports what single keys cannot know. */
final class SpecReader {
  private static final int MOST_PROCESSES = 50;
  private static final int MOST_SERVICES = 20;
  private static final int MOST_ROUTES = 200;

  private final Fields top;
  private final Diagnostics diagnostics;

  SpecReader(Yaml.Mapping top, Diagnostics diagnostics) {
    this.top = new Fields(top);
    this.diagnostics = diagnostics;
  }

  AppSpec read() {
    Optional<SiteSpec> site = top.group("static").map(SpecReader::site);
    Map<ProcessName, ProcessSpec> processes = new ProcessReader(top, diagnostics).read();
    ServiceReader services = new ServiceReader(top, diagnostics);
    Map<EnvName, String> env = env(services);
    AppSpec spec =
        new AppSpec(
            top.get("app", Forms.APP),
            site,
            build(),
            top.get("runtime", Forms.RUNTIME),
            processes,
            release(),
            env,
            new SecretReader(top, diagnostics).read(),
            services.read(),
            new DeployReader(top, diagnostics).read(processes.values()),
            new RouteReader(top, diagnostics).read(processes));
    checkSomethingRuns(processes);
    checkCount("processes", spec.processes().size(), MOST_PROCESSES);
    checkCount("services", spec.services().size(), MOST_SERVICES);
    checkCount("routes", spec.routes().size(), MOST_ROUTES);
    return spec;
  }

  private static SiteSpec site(Fields fields) {
    boolean spa = fields.get("spa", Forms.SWITCH).orElse(false);
    return new SiteSpec(
        fields.get("directory", Forms.DIRECTORY).orElse("."),
        spa ? Site.Fallback.INDEX : Site.Fallback.NOT_FOUND);
  }

  private Optional<BuildSpec> build() {
    return top.group("build")
        .map(
            fields -> {
              require("build", fields, "command", "build: npm ci");
              return new BuildSpec(
                  fields.get("command", Forms.LINE).orElse(""),
                  fields.get("timeout", Forms.TIMEOUT).orElse(Duration.ofMinutes(15)));
            });
  }

  private Optional<ReleaseSpec> release() {
    return top.group("release")
        .map(
            fields -> {
              require("release", fields, "run", "release: npm run migrate");
              return new ReleaseSpec(
                  fields.get("run", Forms.LINE).orElse(""),
                  fields.get("timeout", Forms.TIMEOUT).orElse(Duration.ofMinutes(5)));
            });
  }

  private void require(String group, Fields fields, String key, String example) {
    if (!fields.has(key) && !fields.hasBroken()) {
      diagnostics.error(
          ErrorCode.SPEC_MISSING,
          top.span(group),
          "`" + group + "` needs `" + key + "`",
          "for example " + example);
    }
  }

  private Map<EnvName, String> env(ServiceReader services) {
    Map<EnvName, String> out = new LinkedHashMap<>();
    top.group("env")
        .ifPresent(
            fields ->
                fields
                    .map()
                    .entries()
                    .forEach(
                        (name, entry) ->
                            fields
                                .get(name, Forms.VALUE)
                                .filter(value -> services.checkReferences(fields, name))
                                .ifPresent(value -> out.put(new EnvName(name), value))));
    return out;
  }

  private void checkCount(String key, int count, int most) {
    if (count > most) {
      diagnostics.error(
          ErrorCode.SPEC_LIMIT,
          top.span(key),
          count + " `" + key + "` are more than the " + most + " that one app may have",
          "split the app");
    }
  }

  private void checkSomethingRuns(Map<ProcessName, ProcessSpec> processes) {
    boolean said = top.has("static") || top.has("run") || top.has("processes") || top.has("image");
    if (processes.isEmpty() && !said) {
      diagnostics.error(
          ErrorCode.SPEC_MISSING,
          Span.START,
          "nothing to run or to serve",
          "add `static: ./public`, or `run:` with the command that starts the app");
    }
  }
}
