package np.server.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import np.api.AuditView;
import np.api.Schemas;
import np.model.AppName;
import np.model.DatabaseName;
import org.jdbi.v3.core.Handle;

/** The rows of audit events. */
final class AuditStore {
  private static final int PAGE = 500;

  private final InstantSource clock;

  AuditStore(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Inserts under a lock of the tenant that is held until the commit, so that ids become visible in
   * their order and whoever resumes after one misses none.
   */
  void insert(Handle handle, AuditEntry entry) {
    handle
        .createUpdate(
            """
            WITH turn AS MATERIALIZED (
              SELECT pg_advisory_xact_lock(hashtext('audit_events'), hashtext(:tenant)) AS taken)
            INSERT INTO audit_events (tenant, app, database, made_by, what, detail, made_at)
            SELECT :tenant, :app, :database, :by, :what, :detail, :now FROM turn
            """)
        .bind("tenant", entry.tenant().value())
        .bind("app", entry.app().map(AppName::value).orElse(null))
        .bind("database", entry.database().map(DatabaseName::value).orElse(null))
        .bind("by", entry.by())
        .bind("what", entry.what())
        .bind("detail", entry.detail())
        .bind("now", clock.instant())
        .execute();
  }

  List<AuditView> after(Handle handle, AuditQuery query, long id) {
    return handle
        .createQuery(
            """
            SELECT * FROM audit_events
            WHERE tenant = :tenant AND (:app::text IS NULL OR app = :app)
              AND (:database::text IS NULL OR database = :database) AND id > :id
            ORDER BY id LIMIT :limit
            """)
        .bind("tenant", query.tenant().value())
        .bind("app", query.app().map(AppName::value).orElse(null))
        .bind("database", query.database().map(DatabaseName::value).orElse(null))
        .bind("id", id)
        .bind("limit", PAGE)
        .map((rows, context) -> view(rows))
        .list();
  }

  List<AuditView> newest(Handle handle, AuditQuery query, int count) {
    return handle
        .createQuery(
            """
            SELECT * FROM (
              SELECT * FROM audit_events
              WHERE tenant = :tenant AND (:app::text IS NULL OR app = :app)
                AND (:database::text IS NULL OR database = :database)
              ORDER BY id DESC LIMIT :limit) newest
            ORDER BY id
            """)
        .bind("tenant", query.tenant().value())
        .bind("app", query.app().map(AppName::value).orElse(null))
        .bind("database", query.database().map(DatabaseName::value).orElse(null))
        .bind("limit", count)
        .map((rows, context) -> view(rows))
        .list();
  }

  private static AuditView view(ResultSet row) throws SQLException {
    return new AuditView(
        Schemas.AUDIT,
        row.getLong("id"),
        row.getTimestamp("made_at").toInstant().toString(),
        row.getString("tenant"),
        Objects.requireNonNullElse(row.getString("app"), ""),
        Objects.requireNonNullElse(row.getString("database"), ""),
        row.getString("made_by"),
        row.getString("what"),
        row.getString("detail"));
  }
}
