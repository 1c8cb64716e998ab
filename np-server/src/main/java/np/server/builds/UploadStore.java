package np.server.builds;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import np.model.Digest;
import np.model.TenantName;
import org.jdbi.v3.core.Handle;

/** Which tenant has sent which source. */
final class UploadStore {

  /** A tenant's source. */
  record Key(TenantName tenant, Digest digest) {}

  void put(Handle handle, Key key, long bytes, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO uploads (tenant, digest, bytes, used_at)
            VALUES (:tenant, :digest, :bytes, :now)
            ON CONFLICT (tenant, digest) DO UPDATE SET used_at = excluded.used_at
            """)
        .bind("tenant", key.tenant().value())
        .bind("digest", key.digest().hex())
        .bind("bytes", bytes)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  boolean touch(Handle handle, Key key, Instant now) {
    return handle
            .createUpdate(
                """
                UPDATE uploads SET used_at = :now
                WHERE tenant = :tenant AND digest = :digest
                """)
            .bind("tenant", key.tenant().value())
            .bind("digest", key.digest().hex())
            .bind("now", now.atOffset(ZoneOffset.UTC))
            .execute()
        == 1;
  }

  /** What was not used since; of every tenant, for sweeping. */
  List<Key> unused(Handle handle, Instant before) {
    return handle
        .createQuery("SELECT tenant, digest FROM uploads WHERE used_at < :before")
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .map((row, context) -> key(row))
        .list();
  }

  boolean delete(Handle handle, Key key, Instant before) {
    return handle
            .createUpdate(
                """
                DELETE FROM uploads
                WHERE tenant = :tenant AND digest = :digest AND used_at < :before
                """)
            .bind("tenant", key.tenant().value())
            .bind("digest", key.digest().hex())
            .bind("before", before.atOffset(ZoneOffset.UTC))
            .execute()
        == 1;
  }

  private static Key key(ResultSet row) throws SQLException {
    return new Key(new TenantName(row.getString("tenant")), new Digest(row.getString("digest")));
  }
}
