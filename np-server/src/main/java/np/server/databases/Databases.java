package np.server.databases;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.NpException;
import np.model.TenantName;
import np.server.audit.AuditEntry;
import np.server.http.Claim;
import np.server.http.Principal;
import org.jdbi.v3.core.Handle;

/** The rules of making databases and branches. */
final class Databases {
  /** Whether there is such a one does not matter: it is whether somebody answers. */
  private static final DatabaseName REACHABLE = new DatabaseName("reachable");

  private final DatabaseParts parts;
  private final Registry registry;
  private final Applier applier;

  Databases(DatabaseParts parts, Registry registry, Applier applier) {
    this.parts = parts;
    this.registry = registry;
    this.applier = applier;
  }

  /**
   * Who asks for something, once.
   *
   * @param by in which tenant, and by which token
   * @param claim refers to what is made
   */
  record Caller(Principal by, Claim claim) {
    TenantName tenant() {
      return by.tenant();
    }

    DatabaseId id(DatabaseName name) {
      return new DatabaseId(by.tenant(), name);
    }
  }

  /**
   * Makes an empty database; returns when clients can connect.
   *
   * @throws NpException.Unavailable when the engine is away: nothing is made, or, if it went away
   *     just now, it is made as soon as it comes back
   */
  StoredDatabase create(Caller caller, Registry.New wanted) {
    return caller
        .claim()
        .made()
        .map(made -> again(caller, made))
        .orElseGet(() -> make(caller, wanted));
  }

  /**
   * Makes a branch of a database that is there; returns when clients can connect and it has been
   * copied, or after a while when that takes long.
   */
  StoredDatabase branch(Caller caller, DatabaseName parent, Branch wanted) {
    Optional<String> made = caller.claim().made();
    if (made.isPresent()) {
      return again(caller, made.get());
    }
    StoredDatabase found = parts.store().read(handle -> registry.find(handle, caller.id(parent)));
    return make(caller, Registry.New.branchOf(found, wanted.name(), wanted.ttl()));
  }

  /**
   * A branch to be made.
   *
   * @param ttl after which it ends by itself; empty: it stays
   */
  record Branch(DatabaseName name, Optional<Duration> ttl) {}

  /** A repetition: what the first request has made, whole. */
  private StoredDatabase again(Caller caller, String made) {
    DatabaseId id = caller.id(new DatabaseName(made));
    StoredDatabase found = parts.store().read(handle -> registry.find(handle, id));
    apply(found);
    return found;
  }

  private void apply(StoredDatabase database) {
    if (database.parent().isPresent()) {
      applier.applyWithData(database);
    } else {
      applier.apply(database);
    }
  }

  private StoredDatabase make(Caller caller, Registry.New wanted) {
    requireEngine(caller);
    StoredDatabase made = parts.store().write(handle -> keep(handle, caller, wanted));
    apply(made);
    return made;
  }

  /** Asked before anything is written down, so that usually nothing half made is left. */
  private void requireEngine(Caller caller) {
    parts.engine().observe(List.of(caller.id(REACHABLE)));
  }

  private StoredDatabase keep(Handle handle, Caller caller, Registry.New wanted) {
    wanted.parent().ifPresent(parent -> registry.hold(handle, caller.id(parent)));
    String by = caller.by().name();
    StoredDatabase made = registry.add(handle, caller.tenant(), wanted, parts.stamp(by));
    caller.claim().refer(handle, made.id().name().value());
    parts.audit().record(handle, AuditEntry.of(made.id(), by, what(made), detail(made)));
    if (made.life().dueAt().isPresent()) {
      parts.store().afterCommit(() -> parts.signals().wake(DatabaseParts.WRITTEN));
    }
    return made;
  }

  private static String what(StoredDatabase made) {
    return made.parent().isPresent() ? "database.branch" : "database.create";
  }

  private static String detail(StoredDatabase made) {
    String origin =
        made.parent().map(parent -> "of " + parent).orElse("PostgreSQL " + made.version());
    return origin + made.life().expiresAt().map(end -> ", ends at " + end).orElse("");
  }
}
