package np.server.databases;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import np.model.DatabaseId;
import np.model.DatabaseLogin;
import np.model.DatabaseName;
import np.model.Pooling;
import np.model.TenantName;
import np.plan.ServicePlanner;
import np.server.apps.AppDatabases;
import np.server.apps.AppLogin;
import np.server.apps.Stamp;
import np.server.databases.DatabaseAddress.Url;
import org.jdbi.v3.core.Handle;

/** Databases as apps see them. */
final class Directory implements AppDatabases {
  private final DatabaseParts parts;
  private final Registry registry;
  private final DatabaseAddress address;
  private final Applier applier;
  private final Provision provision;
  private final DatabaseStore store = new DatabaseStore();

  Directory(DatabaseParts parts, Registry registry, DatabaseAddress address) {
    this.parts = parts;
    this.registry = registry;
    this.address = address;
    this.applier = new Applier(parts, gone -> {});
    this.provision = new Provision(parts, registry, new DatabaseTrash(parts, registry, applier));
  }

  @Override
  public void hold(Handle handle, DatabaseId id) {
    registry.hold(handle, id);
  }

  @Override
  public Map<DatabaseName, AppLogin> logins(
      Handle handle, TenantName tenant, Collection<DatabaseName> names) {
    return store.list(handle, tenant, names).stream()
        .collect(
            Collectors.toMap(
                each -> each.id().name(),
                each -> new AppLogin(login(each, Pooling.NONE), login(each, Pooling.TRANSACTION))));
  }

  private DatabaseLogin login(StoredDatabase database, Pooling pooling) {
    Url url = address.inside(database.label(), pooling, parts.passwords().password(database));
    return new DatabaseLogin(
        url.host(), url.port(), url.user(), url.database(), url.password(), url.text());
  }

  @Override
  public List<String> provide(Handle handle, Services wanted, Stamp stamp) {
    return provision.provide(handle, wanted, stamp);
  }

  @Override
  public List<String> foresee(Handle handle, Services wanted) {
    return provision.foresee(handle, wanted);
  }

  @Override
  public List<String> apply(Services wanted, Stamp stamp) {
    List<StoredDatabase> found = parts.store().write(handle -> ask(handle, wanted, stamp));
    while (found.stream().anyMatch(Directory::isGoing)) {
      found.forEach(applier::tell);
      found = parts.store().write(handle -> ask(handle, wanted, stamp));
    }
    found.forEach(applier::tell);
    return found.stream().map(each -> line(each, stamp)).toList();
  }

  /**
   * Asks for the databases once more, and gives them. One that the engine refused meanwhile, when
   * somebody else told it, is to be removed first, and asked for anew then, so that the engine says
   * to us why: as long as there are such ones, gives only them.
   */
  private List<StoredDatabase> ask(Handle handle, Services wanted, Stamp stamp) {
    List<DatabaseName> names = names(wanted);
    List<StoredDatabase> going =
        names.stream()
            .flatMap(name -> store.lock(handle, id(wanted, name)).stream())
            .filter(Directory::isGoing)
            .toList();
    if (!going.isEmpty()) {
      return going;
    }
    var _ = provision.provide(handle, wanted, stamp);
    return store.list(handle, wanted.app().tenant(), names);
  }

  private static boolean isGoing(StoredDatabase database) {
    return database.life().presence() == Life.Presence.REMOVED;
  }

  private static DatabaseId id(Services wanted, DatabaseName name) {
    return new DatabaseId(wanted.app().tenant(), name);
  }

  private static List<DatabaseName> names(Services wanted) {
    return wanted.services().keySet().stream()
        .map(service -> ServicePlanner.database(wanted.app().app(), service))
        .toList();
  }

  private static String line(StoredDatabase database, Stamp stamp) {
    Instant asked = stamp.at().truncatedTo(ChronoUnit.MICROS);
    return database.created().at().equals(asked)
        ? Provision.describe(database)
        : database.id().name() + " is there";
  }
}
