package np.server.apps;

import java.util.HashMap;
import java.util.Map;
import np.model.DatabaseName;
import np.model.EnvName;
import np.model.Secret;
import org.jdbi.v3.core.Handle;

/** The values that only instances see: secrets, and the URLs of the databases of an app. */
public final class SecretValues {
  private final Secrets secrets;
  private final AppDatabases databases;

  public SecretValues(Secrets secrets, AppDatabases databases) {
    this.secrets = secrets;
    this.databases = databases;
  }

  /** What was set by hand wins over the URL of a database. */
  Map<EnvName, Secret> of(Handle handle, Release release, AppState state) {
    AppConfig config = release.content().config();
    Map<EnvName, Secret> values = new HashMap<>(urls(handle, release, state));
    values.keySet().removeAll(config.env().keySet());
    values.putAll(secrets.open(handle, release.app(), config));
    return values;
  }

  /** As they are now: a password that was changed is not kept with a release. */
  private Map<EnvName, Secret> urls(Handle handle, Release release, AppState state) {
    if (state.links().isEmpty()) {
      return Map.of();
    }
    var names = state.links().values().stream().map(AppLink::database).distinct().toList();
    Map<DatabaseName, DatabaseLogin> logins =
        databases.logins(handle, release.app().tenant(), names);
    Map<EnvName, Secret> urls = new HashMap<>();
    state
        .links()
        .forEach(
            (variable, link) -> {
              DatabaseLogin login = logins.get(link.database());
              if (login != null) {
                urls.put(variable, login.url());
              }
            });
    return urls;
  }
}
