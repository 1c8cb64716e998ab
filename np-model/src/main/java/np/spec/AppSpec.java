package np.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.AppName;
import np.model.EnvName;
import np.model.ProcessName;
import np.model.ServiceName;
import np.model.UpdatePolicy;

/**
 * One app as np.yaml says it, defaults filled in and the chosen environment merged.
 *
 * @param app its name; empty: the directory's name is taken
 * @param site files to serve; then there is no process called web
 * @param build what turns the source into the artifact
 * @param runtime for example {@code java-25}; empty: what is on the PATH
 * @param processes in the order of the file; {@code web} is the one that routes go to
 * @param release run once per deploy, after the build and before traffic
 * @param env plain variables
 * @param secrets names that must have a value before a deploy
 * @param services its databases
 * @param routes beside {@code <app>.<domain>}, which always exists
 */
public record AppSpec(
    Optional<AppName> app,
    Optional<SiteSpec> site,
    Optional<BuildSpec> build,
    Optional<String> runtime,
    Map<ProcessName, ProcessSpec> processes,
    Optional<ReleaseSpec> release,
    Map<EnvName, String> env,
    Map<EnvName, SecretSpec> secrets,
    Map<ServiceName, ServiceSpec> services,
    UpdatePolicy update,
    List<RouteSpec> routes) {

  /** The process that routes go to unless they name another one. */
  public static final ProcessName WEB = new ProcessName("web");

  public AppSpec {
    processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
    services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    routes = List.copyOf(routes);
  }
}
