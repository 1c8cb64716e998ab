package np.server.databases;

import java.util.Optional;
import np.model.DatabaseId;
import np.model.NpException;
import np.server.audit.AuditEntry;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of destroying databases: they stop and stay in the trash for a while. */
final class DatabaseTrash {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseTrash.class);

  private final DatabaseParts parts;
  private final Registry registry;
  private final Applier applier;
  private final DatabaseStore store = new DatabaseStore();

  DatabaseTrash(DatabaseParts parts, Registry registry, Applier applier) {
    this.parts = parts;
    this.registry = registry;
    this.applier = applier;
  }

  /** Stops it and puts it into the trash; branches of it go on. */
  StoredDatabase destroy(DatabaseId id, String by) {
    StoredDatabase trashed =
        parts
            .store()
            .write(
                handle ->
                    trash(handle, registry.lock(handle, id), new Reason(by, "database.destroy")));
    applySoon(trashed);
    return trashed;
  }

  /** Who puts something into the trash, and as what. */
  record Reason(String by, String what) {}

  /** Puts it into the trash; to be applied once the transaction has committed. */
  StoredDatabase trash(Handle handle, StoredDatabase database, Reason reason) {
    Life life = database.life().trashed(parts.now());
    String until = life.dueAt().map(end -> "in the trash until " + end).orElse("");
    parts.audit().record(handle, AuditEntry.of(database.id(), reason.by(), reason.what(), until));
    parts.store().afterCommit(() -> parts.signals().wake(DatabaseParts.WRITTEN));
    return store.update(handle, database.with(life));
  }

  /** Takes it out of the trash as it was; a branch that ends by itself begins its time anew. */
  StoredDatabase undelete(DatabaseId id, String by) {
    StoredDatabase back = parts.store().write(handle -> takeOut(handle, id, by));
    applySoon(back);
    return back;
  }

  private StoredDatabase takeOut(Handle handle, DatabaseId id, String by) {
    StoredDatabase database = Registry.known(id, store.lock(handle, id));
    return database.life().serves() ? database : takeOut(handle, database, by);
  }

  StoredDatabase takeOut(Handle handle, StoredDatabase database, String by) {
    Life life = Life.begin(database.life().ttl(), parts.now());
    String end = life.expiresAt().map(at -> "ends at " + at).orElse("");
    parts.audit().record(handle, AuditEntry.of(database.id(), by, "database.undelete", end));
    parts.store().afterCommit(() -> parts.signals().wake(DatabaseParts.WRITTEN));
    return store.update(handle, database.with(life));
  }

  /** It is written down: an engine that is away is told later. */
  private void applySoon(StoredDatabase database) {
    try {
      applier.apply(database);
    } catch (NpException.Unavailable e) {
      LOG.info("database={} applied later: {}", database.id(), e.getMessage());
    }
  }

  /** What falls due by itself with a database. */
  Optional<StoredDatabase> fallDue(Handle handle, StoredDatabase database) {
    Life life = database.life();
    return switch (life.presence()) {
      case TRASHED -> Optional.of(purge(handle, database));
      case SERVING -> endOrNotice(handle, database);
      case REMOVED -> Optional.empty();
    };
  }

  private StoredDatabase purge(Handle handle, StoredDatabase database) {
    parts
        .audit()
        .record(
            handle, AuditEntry.of(database.id(), "np server", "database.purge", "gone for ever"));
    return store.update(handle, database.with(database.life().removed()));
  }

  private Optional<StoredDatabase> endOrNotice(Handle handle, StoredDatabase database) {
    Life life = database.life();
    boolean over = life.expiresAt().filter(end -> !end.isAfter(parts.now())).isPresent();
    if (over) {
      return Optional.of(trash(handle, database, new Reason("np server", "database.expire")));
    }
    String when = life.expiresAt().map(end -> "ends at " + end).orElse("");
    parts
        .audit()
        .record(handle, AuditEntry.of(database.id(), "np server", "database.expiring", when));
    store.schedule(handle, database.id(), life.noticed());
    return Optional.empty();
  }
}
