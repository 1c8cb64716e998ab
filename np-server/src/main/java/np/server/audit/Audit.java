package np.server.audit;

import java.time.InstantSource;
import np.model.AppName;
import np.server.store.Database;
import org.jdbi.v3.core.Handle;

/** Keeps who changed what, when, and tells those who watch. */
public final class Audit {
  private final Database database;
  private final InstantSource clock;

  public Audit(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Keeps a change in the transaction that makes it. */
  public void record(Handle handle, AuditEntry entry) {
    handle
        .createUpdate(
            """
            INSERT INTO audit_events (tenant, app, made_by, what, detail, made_at)
            VALUES (:tenant, :app, :by, :what, :detail, :now)
            """)
        .bind("tenant", entry.tenant().value())
        .bind("app", entry.app().map(AppName::value).orElse(null))
        .bind("by", entry.by())
        .bind("what", entry.what())
        .bind("detail", entry.detail())
        .bind("now", clock.instant())
        .execute();
  }

  /** Keeps a change in a transaction of its own. */
  public void record(AuditEntry entry) {
    database.change(handle -> record(handle, entry));
  }
}
