package np.server.apps;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import np.model.AppName;
import np.model.EnvName;
import np.model.ServiceName;
import np.plan.ServicePlanner;
import np.server.apps.AppLink.Origin;
import np.spec.AppSpec;

/** The databases that an app gets the URLs of, once its file is applied. */
final class FileLinks {
  private FileLinks() {}

  /** What was linked by hand stays and wins; the rest is what the file says. */
  static Map<EnvName, AppLink> after(AppName app, AppSpec spec, Map<EnvName, AppLink> before) {
    Map<EnvName, AppLink> links = new HashMap<>();
    ServicePlanner.variables(spec)
        .forEach((variable, service) -> links.put(variable, link(app, spec, service)));
    before.forEach(
        (variable, link) -> {
          if (link.origin() == Origin.HAND) {
            links.put(variable, link);
          }
        });
    return links;
  }

  private static AppLink link(AppName app, AppSpec spec, ServiceName service) {
    return new AppLink(
        ServicePlanner.database(app, service),
        Origin.FILE,
        requireNonNull(spec.services().get(service)).pooling());
  }
}
