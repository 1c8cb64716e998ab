package np.server.databases;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import np.model.DatabaseId;
import np.model.DatabaseLabel;
import np.model.DatabaseName;
import np.model.DatabaseSettings;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.PostgresVersion;
import np.model.TenantName;
import np.server.apps.Stamp;
import np.server.databases.StoredDatabase.Progress;
import org.jdbi.v3.core.Handle;

/** Gives names, labels and passwords to new databases, and finds those that are there. */
final class Registry {
  private static final int TRIES = 20;

  /** Names that PostgreSQL has itself, as a database or as a role. */
  private static final Set<String> RESERVED =
      Set.of("postgres", "template0", "template1", "public", "none", "np", "user");

  private final DatabaseParts parts;
  private final DatabaseLimits limits;
  private final DatabaseStore store = new DatabaseStore();
  private final LabelStore labels = new LabelStore();

  Registry(DatabaseParts parts, DatabaseLimits limits) {
    this.parts = parts;
    this.limits = limits;
  }

  /**
   * What is to be made.
   *
   * @param name empty: one is made up
   * @param parent of a branch
   * @param ttl empty: it stays
   */
  record New(
      Optional<DatabaseName> name,
      PostgresVersion version,
      DatabaseSettings settings,
      Optional<DatabaseName> parent,
      Optional<Duration> ttl) {

    /** A copy of what another one is now. */
    static New branchOf(StoredDatabase parent, DatabaseName name, Optional<Duration> ttl) {
      return new New(
          Optional.of(name),
          parent.version(),
          parent.wish().settings(),
          Optional.of(parent.id().name()),
          ttl);
    }
  }

  /**
   * Keeps a new database, to be applied once the transaction has committed.
   *
   * @throws NpException.Conflict NAME_TAKEN or LIMIT_REACHED
   */
  StoredDatabase add(Handle handle, TenantName tenant, New wanted, Stamp stamp) {
    checkLimit(handle, tenant);
    DatabaseName name = wanted.name().orElseGet(() -> freeName(handle, tenant));
    DatabaseId id = new DatabaseId(tenant, name);
    refuseTaken(handle, id);
    DatabaseLabel label = label(handle, id);
    StoredDatabase made =
        new StoredDatabase(
            id,
            label,
            wanted.version(),
            wanted.parent(),
            new Wish(wanted.settings(), 1),
            Optional.empty(),
            parts.passwords().create(id, label),
            Life.begin(wanted.ttl(), stamp.at()),
            Progress.NEW,
            stamp);
    return store.insert(handle, made).orElseThrow(() -> taken(id, "choose another name"));
  }

  private void checkLimit(Handle handle, TenantName tenant) {
    int most = limits.databases();
    if (store.count(handle, tenant, most) >= most) {
      throw new NpException.Conflict(
          ErrorCode.LIMIT_REACHED,
          "this tenant has " + most + " databases, which is as many as it may have",
          "destroy some: np db list; those in the trash count until they are gone");
    }
  }

  private DatabaseName freeName(Handle handle, TenantName tenant) {
    for (int i = 0; i < TRIES; i++) {
      DatabaseName name = parts.names().name();
      if (store.find(handle, new DatabaseId(tenant, name)).isEmpty()) {
        return name;
      }
    }
    throw new NpException.Conflict(
        ErrorCode.NAME_TAKEN, "no name could be made up that is free", "give it one");
  }

  private void refuseTaken(Handle handle, DatabaseId id) {
    store
        .find(handle, id)
        .ifPresent(
            found -> {
              throw switch (found.life().presence()) {
                case SERVING -> taken(id, "choose another name");
                case TRASHED -> taken(id, "it is in the trash: np db undelete " + id.name());
                case REMOVED -> taken(id, "it is just being removed: try again in a moment");
              };
            });
  }

  private static NpException.Conflict taken(DatabaseId id, String hint) {
    return new NpException.Conflict(ErrorCode.NAME_TAKEN, "there is a database " + id.name(), hint);
  }

  /** Its name, unless a database of whomever has or had that label. */
  private DatabaseLabel label(Handle handle, DatabaseId id) {
    boolean reserved = RESERVED.contains(id.name().value());
    DatabaseLabel label =
        reserved ? parts.names().label(id.name()) : new DatabaseLabel(id.name().value());
    for (int i = 0; i < TRIES; i++) {
      if (labels.give(handle, label, id, parts.now())) {
        return label;
      }
      label = parts.names().label(id.name());
    }
    throw taken(id, "choose another name");
  }

  /** A database that is there; NO_DATABASE otherwise. */
  StoredDatabase find(Handle handle, DatabaseId id) {
    return present(id, store.find(handle, id));
  }

  /** As {@link #find}; nobody destroys it until the transaction ends. */
  StoredDatabase hold(Handle handle, DatabaseId id) {
    return present(id, store.hold(handle, id));
  }

  /** As {@link #find}; nobody else changes it until the transaction ends. */
  StoredDatabase lock(Handle handle, DatabaseId id) {
    return present(id, store.lock(handle, id));
  }

  private static StoredDatabase present(DatabaseId id, Optional<StoredDatabase> found) {
    StoredDatabase database = known(id, found);
    if (!database.life().serves()) {
      throw missing(id, "it is in the trash: np db undelete " + id.name());
    }
    return database;
  }

  /** A database that is there or in the trash. */
  static StoredDatabase known(DatabaseId id, Optional<StoredDatabase> found) {
    return found
        .filter(each -> each.life().presence() != Life.Presence.REMOVED)
        .orElseThrow(() -> missing(id, "np db list names all databases"));
  }

  private static NpException.NotFound missing(DatabaseId id, String hint) {
    return new NpException.NotFound(
        ErrorCode.NO_DATABASE, "there is no database " + id.name(), hint);
  }
}
