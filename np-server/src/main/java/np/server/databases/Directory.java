package np.server.databases;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.TenantName;
import np.server.apps.AppDatabases;
import np.server.apps.DatabaseLogin;
import np.server.databases.DatabaseAddress.Pooling;
import np.server.databases.DatabaseAddress.Url;
import org.jdbi.v3.core.Handle;

/** Databases as apps see them. */
final class Directory implements AppDatabases {
  private final Registry registry;
  private final Passwords passwords;
  private final DatabaseAddress address;
  private final DatabaseStore store = new DatabaseStore();

  Directory(Registry registry, Passwords passwords, DatabaseAddress address) {
    this.registry = registry;
    this.passwords = passwords;
    this.address = address;
  }

  @Override
  public void hold(Handle handle, DatabaseId id) {
    registry.hold(handle, id);
  }

  @Override
  public Map<DatabaseName, DatabaseLogin> logins(
      Handle handle, TenantName tenant, Collection<DatabaseName> names) {
    return store.list(handle, tenant, names).stream()
        .collect(Collectors.toMap(each -> each.id().name(), this::login));
  }

  private DatabaseLogin login(StoredDatabase database) {
    Url url = address.inside(database.label(), Pooling.NONE, passwords.password(database));
    return new DatabaseLogin(
        url.host(), url.port(), url.user(), url.database(), url.password(), url.text());
  }
}
