package np.server.databases;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import np.model.AppName;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.ServiceName;
import np.plan.ServicePlanner;
import np.server.apps.AppDatabases.Services;
import np.spec.ServiceSpec;

/** A database that an app asks for in its file. */
record AskedService(Services services, ServiceName name, ServiceSpec spec) {

  static List<AskedService> all(Services services) {
    return services.services().entrySet().stream()
        .map(each -> new AskedService(services, each.getKey(), each.getValue()))
        .toList();
  }

  DatabaseId id() {
    return id(ServicePlanner.database(services.app().app(), name));
  }

  DatabaseId id(DatabaseName database) {
    return new DatabaseId(services.app().tenant(), database);
  }

  /** What {@code branch_of} may mean: first an environment's database, then one by its name. */
  List<DatabaseId> parents(String of) {
    AppName base = base();
    AppName app = ServicePlanner.app(base, Optional.of(of));
    return Stream.of(ServicePlanner.database(app, name).value(), of)
        .filter(text -> text.length() > 1)
        .map(text -> id(new DatabaseName(text)))
        .filter(parent -> !parent.equals(id()))
        .distinct()
        .toList();
  }

  /** {@code shop} of the app {@code shop-preview} that was deployed with {@code -e preview}. */
  private AppName base() {
    String app = services.app().app().value();
    return services
        .environment()
        .map(environment -> "-" + environment)
        .filter(end -> app.endsWith(end) && app.length() > end.length() + 1)
        .map(end -> new AppName(app.substring(0, app.length() - end.length())))
        .orElse(services.app().app());
  }
}
