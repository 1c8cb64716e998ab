package np.server.tenants;

import java.time.Instant;
import java.util.List;
import np.model.TenantName;
import org.jdbi.v3.core.Handle;

/** The rows of tenants. */
final class TenantStore {

  /** A tenant as it is kept. */
  record Row(TenantName name, Instant createdAt) {}

  boolean exists(Handle handle, String name) {
    return handle
        .createQuery("SELECT count(*) FROM tenants WHERE name = :name")
        .bind("name", name)
        .mapTo(Integer.class)
        .one()
        .equals(1);
  }

  List<Row> list(Handle handle) {
    return handle
        .createQuery("SELECT name, created_at FROM tenants ORDER BY name")
        .map(
            (row, context) ->
                new Row(
                    new TenantName(row.getString("name")),
                    row.getTimestamp("created_at").toInstant()))
        .list();
  }

  /** False when the name is in use. */
  boolean insert(Handle handle, TenantName name, Instant now) {
    return handle
            .createUpdate(
                """
                INSERT INTO tenants (name, created_at) VALUES (:name, :now)
                ON CONFLICT (name) DO NOTHING
                """)
            .bind("name", name.value())
            .bind("now", now)
            .execute()
        == 1;
  }
}
