package np.server.tenants;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import np.model.Role;
import np.model.TenantName;
import org.jdbi.v3.core.Handle;

/** The rows of tokens. */
final class TokenStore {
  private static final Optional<Token> NO_TOKEN = Optional.empty();

  /** The token with this digest; found by index, then compared in constant time. */
  Optional<Token> find(Handle handle, byte[] sha256) {
    return handle
        .createQuery("SELECT * FROM tokens WHERE sha256 = :sha256 AND revoked_at IS NULL")
        .bind("sha256", sha256)
        .map((row, context) -> same(row, sha256) ? Optional.of(token(row)) : NO_TOKEN)
        .findOne()
        .flatMap(found -> found);
  }

  boolean isValid(Handle handle, String id) {
    return handle
        .createQuery("SELECT count(*) FROM tokens WHERE id = :id AND revoked_at IS NULL")
        .bind("id", id)
        .mapTo(Integer.class)
        .one()
        .equals(1);
  }

  /** The tenant's tokens, oldest first. */
  List<Token> list(Handle handle, TenantName tenant) {
    return handle
        .createQuery(
            """
            SELECT * FROM tokens WHERE tenant = :tenant AND revoked_at IS NULL
            ORDER BY created_at, id
            """)
        .bind("tenant", tenant.value())
        .map((row, context) -> token(row))
        .list();
  }

  /** False when the name is in use. */
  boolean insert(Handle handle, Token token, byte[] sha256) {
    return handle
            .createUpdate(
                """
                INSERT INTO tokens (id, tenant, name, role, sha256, created_at)
                VALUES (:id, :tenant, :name, :role, :sha256, :now)
                ON CONFLICT (tenant, name) WHERE revoked_at IS NULL DO NOTHING
                """)
            .bind("id", token.id())
            .bind("tenant", token.tenant().value())
            .bind("name", token.name())
            .bind("role", token.role().name())
            .bind("sha256", sha256)
            .bind("now", token.createdAt())
            .execute()
        == 1;
  }

  void touch(Handle handle, Token token, Instant now) {
    handle
        .createUpdate("UPDATE tokens SET last_used_at = :now WHERE tenant = :tenant AND id = :id")
        .bind("now", now)
        .bind("tenant", token.tenant().value())
        .bind("id", token.id())
        .execute();
  }

  void revoke(Handle handle, Token token, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE tokens SET revoked_at = :now
            WHERE tenant = :tenant AND id = :id AND revoked_at IS NULL
            """)
        .bind("now", now)
        .bind("tenant", token.tenant().value())
        .bind("id", token.id())
        .execute();
  }

  /** The operators' tokens of the whole platform, locked until the transaction ends. */
  List<Token> lockOperators(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT * FROM tokens WHERE role = 'OPERATOR' AND revoked_at IS NULL
            ORDER BY id FOR UPDATE
            """)
        .map((row, context) -> token(row))
        .list();
  }

  private static Token token(ResultSet row) throws SQLException {
    return new Token(
        row.getString("id"),
        new TenantName(row.getString("tenant")),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("last_used_at")).map(Timestamp::toInstant));
  }

  private static boolean same(ResultSet row, byte[] sha256) throws SQLException {
    return MessageDigest.isEqual(row.getBytes("sha256"), sha256);
  }
}
