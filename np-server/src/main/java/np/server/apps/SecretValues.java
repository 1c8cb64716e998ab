package np.server.apps;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import np.model.AppName;
import np.model.DatabaseLogin;
import np.model.DatabaseName;
import np.model.EnvName;
import np.model.Secret;
import np.model.ServiceName;
import np.plan.ServicePlanner;
import np.spec.AppSpec;
import org.jdbi.v3.core.Handle;

/** The values that only instances see: secrets, and what leads to the databases of an app. */
public final class SecretValues {
  private final Secrets secrets;
  private final AppDatabases databases;

  public SecretValues(Secrets secrets, AppDatabases databases) {
    this.secrets = secrets;
    this.databases = databases;
  }

  /**
   * The values of a release in a state. What was set by hand wins over the URL of a database, which
   * is the one that holds now: a password that was changed is not kept with a release.
   */
  Map<EnvName, Secret> of(Handle handle, Release release, AppState state) {
    AppConfig config = release.content().config();
    Map<EnvName, Secret> values = new HashMap<>(ofDatabases(handle, release, state));
    values.keySet().removeAll(config.env().keySet());
    values.putAll(secrets.open(handle, release.app(), config));
    return values;
  }

  private Map<EnvName, Secret> ofDatabases(Handle handle, Release release, AppState state) {
    AppName app = release.app().app();
    AppSpec spec = SpecTexts.of(release.content());
    Set<DatabaseName> names = new HashSet<>();
    state.links().values().forEach(link -> names.add(link.database()));
    if (!ServicePlanner.referring(spec).isEmpty()) {
      spec.services().keySet().forEach(each -> names.add(ServicePlanner.database(app, each)));
    }
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<DatabaseName, AppLogin> logins = databases.logins(handle, release.app().tenant(), names);
    Map<EnvName, Secret> values = new HashMap<>();
    state
        .links()
        .forEach(
            (variable, link) ->
                Optional.ofNullable(logins.get(link.database()))
                    .ifPresent(login -> values.put(variable, login.of(link.pooling()).url())));
    values.putAll(ServicePlanner.resolve(spec, service -> login(app, spec, service, logins)));
    return values;
  }

  private static Optional<DatabaseLogin> login(
      AppName app, AppSpec spec, ServiceName service, Map<DatabaseName, AppLogin> logins) {
    return Optional.ofNullable(logins.get(ServicePlanner.database(app, service)))
        .map(login -> login.of(requireNonNull(spec.services().get(service)).pooling()));
  }
}
