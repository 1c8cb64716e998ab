package np.server.databases;

import java.util.function.Consumer;
import java.util.function.Function;
import np.api.DatabaseRequests;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.DatabaseSettings;
import np.model.ErrorCode;
import np.model.NpException;
import np.server.audit.AuditEntry;
import np.server.databases.Databases.Caller;
import np.spec.Durations;
import org.jdbi.v3.core.Handle;

/** The rules of changing a database that is there: settings, password, data of a branch, sleep. */
final class DatabaseChanges {
  private final DatabaseParts parts;
  private final Registry registry;
  private final Applier applier;
  private final DatabaseStore store = new DatabaseStore();

  DatabaseChanges(DatabaseParts parts, Registry registry, Applier applier) {
    this.parts = parts;
    this.registry = registry;
    this.applier = applier;
  }

  /** Changes what is named; the same settings again change nothing. */
  StoredDatabase settings(Caller caller, DatabaseName name, DatabaseRequests.Change body) {
    return applied(handle -> settings(handle, caller, name, body));
  }

  private StoredDatabase settings(
      Handle handle, Caller caller, DatabaseName name, DatabaseRequests.Change body) {
    StoredDatabase database = registry.lock(handle, caller.id(name));
    DatabaseSettings next = Inputs.settings(database.wish().settings(), body);
    if (next.equals(database.wish().settings())) {
      return database;
    }
    record(handle, caller, database.id(), "database.change", describe(next));
    return store.update(handle, database.with(database.wish().with(next)));
  }

  private static String describe(DatabaseSettings settings) {
    return "memory "
        + settings.memory()
        + ", sleep "
        + settings.sleep().map(Durations::print).orElse("never")
        + ", extensions "
        + settings.extensions();
  }

  /**
   * Gives it another password: the old one is worth nothing from then on. Linked apps are due to be
   * given the new one.
   */
  StoredDatabase rotate(Caller caller, DatabaseName name) {
    if (caller.claim().made().isPresent()) {
      return applied(handle -> registry.find(handle, caller.id(name)));
    }
    return applied(
        handle -> {
          StoredDatabase database = registry.lock(handle, caller.id(name));
          caller.claim().refer(handle, name.value());
          record(handle, caller, database.id(), "database.rotate", "another password");
          return store.update(
              handle, database.with(parts.passwords().create(database.id(), database.label())));
        });
  }

  /**
   * Makes a branch anew from what its parent is now; what it held is gone. Returns when that has
   * been copied, or after a while when it takes long.
   */
  StoredDatabase reset(Caller caller, DatabaseName name) {
    return applied(
        applier::applyWithData,
        handle -> {
          StoredDatabase database = registry.lock(handle, caller.id(name));
          DatabaseName parent = database.parent().orElseThrow(() -> noBranch(name));
          registry.hold(handle, caller.id(parent));
          record(handle, caller, database.id(), "database.reset", "to what " + parent + " is now");
          return store.update(handle, database.with(database.wish().nextEpoch()));
        });
  }

  private static NpException.Conflict noBranch(DatabaseName name) {
    return new NpException.Conflict(
        ErrorCode.WRONG_STATE,
        name + " is not a branch, so there is nothing to go back to",
        "make one with np db branch " + name + " NEW, and reset that");
  }

  /** Stops it now; the next connection wakes it. */
  StoredDatabase suspend(Caller caller, DatabaseName name) {
    StoredDatabase database = applied(handle -> registry.find(handle, caller.id(name)));
    parts.engine().suspend(database.id());
    parts.audit().record(AuditEntry.of(database.id(), by(caller), "database.suspend", ""));
    return database;
  }

  /** Starts it now; returns when it runs. */
  StoredDatabase resume(Caller caller, DatabaseName name) {
    StoredDatabase database = applied(handle -> registry.find(handle, caller.id(name)));
    parts.engine().resume(database.id());
    parts.audit().record(AuditEntry.of(database.id(), by(caller), "database.resume", ""));
    return database;
  }

  /** Writes down first, then does it. */
  private StoredDatabase applied(Function<Handle, StoredDatabase> change) {
    return applied(applier::apply, change);
  }

  private StoredDatabase applied(
      Consumer<StoredDatabase> doing, Function<Handle, StoredDatabase> change) {
    StoredDatabase written = parts.store().write(change);
    doing.accept(written);
    return written;
  }

  private void record(Handle handle, Caller caller, DatabaseId id, String what, String detail) {
    parts.audit().record(handle, AuditEntry.of(id, by(caller), what, detail));
  }

  private static String by(Caller caller) {
    return caller.by().name();
  }
}
