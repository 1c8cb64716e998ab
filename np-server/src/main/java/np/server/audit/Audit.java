package np.server.audit;

import java.time.InstantSource;
import java.util.List;
import np.api.AuditView;
import np.server.store.Database;
import org.jdbi.v3.core.Handle;

/** Keeps who changed what, when, and tells those who watch. */
public final class Audit {
  private final AuditStore store;
  private final AuditWatch watch;
  private final Database database;

  public Audit(Database database, InstantSource clock) {
    this.database = database;
    this.store = new AuditStore(clock);
    this.watch = new AuditWatch();
  }

  /** Keeps a change in the transaction that makes it. */
  public void record(Handle handle, AuditEntry entry) {
    store.insert(handle, entry);
    database.afterCommit(() -> watch.changed(entry.tenant()));
  }

  /** Keeps a change in a transaction of its own. */
  public void record(AuditEntry entry) {
    database.change(handle -> record(handle, entry));
  }

  /** The events after {@code id}, oldest first, at most 500. */
  List<AuditView> after(AuditQuery query, long id) {
    return database.read(handle -> store.after(handle, query, id));
  }

  /** The newest {@code count} events, oldest first. */
  List<AuditView> newest(AuditQuery query, int count) {
    return database.read(handle -> store.newest(handle, query, count));
  }

  AuditWatch watch() {
    return watch;
  }
}
