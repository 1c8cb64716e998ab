package np.server.databases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import np.model.DatabaseId;
import np.model.DatabaseLabel;
import np.model.DatabaseName;
import np.model.PostgresVersion;
import np.model.TenantName;
import np.server.apps.Stamp;
import np.server.databases.StoredDatabase.Login;
import np.server.databases.StoredDatabase.Progress;
import np.server.databases.StoredDatabase.Restart;
import np.server.secrets.Sealed;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** A row of the table of databases, in and out. */
final class DatabaseRows {
  private DatabaseRows() {}

  static StoredDatabase read(ResultSet row) throws SQLException {
    @Nullable String former = row.getString("former");
    return new StoredDatabase(
        id(row),
        new DatabaseLabel(row.getString("label")),
        PostgresVersion.parse(row.getString("version")),
        Optional.ofNullable(row.getString("parent")).map(DatabaseName::new),
        Wish.read(row.getString("wish")),
        Optional.ofNullable(former).map(Wish::read),
        new Login(new Sealed(row.getString("password")), new Sealed(row.getString("verifier"))),
        life(row),
        new Progress(
            row.getLong("generation"),
            row.getLong("applied"),
            row.getBoolean("restart_due") ? Restart.DUE : Restart.NONE,
            row.getString("problem")),
        new Stamp(time(row, "created_at").orElseThrow(), row.getString("created_by")));
  }

  static DatabaseId id(ResultSet row) throws SQLException {
    return new DatabaseId(
        new TenantName(row.getString("tenant")), new DatabaseName(row.getString("name")));
  }

  private static Life life(ResultSet row) throws SQLException {
    long ttl = row.getLong("ttl_seconds");
    Optional<Duration> length =
        row.wasNull() ? Optional.empty() : Optional.of(ttl).map(Duration::ofSeconds);
    return new Life(
        Life.Presence.valueOf(row.getString("presence")),
        length,
        time(row, "expires_at"),
        time(row, "due_at"),
        time(row, "deleted_at"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  /** Binds {@code :tenant} and {@code :name}. */
  static <S extends SqlStatement<S>> S bind(S statement, DatabaseId id) {
    return statement.bind("tenant", id.tenant().value()).bind("name", id.name().value());
  }

  /** Binds what may change, the generation left out. */
  static <S extends SqlStatement<S>> S bind(S statement, StoredDatabase database) {
    Life life = database.life();
    return bind(statement, database.id())
        .bind("presence", life.presence())
        .bind("wish", database.wish().json())
        .bind("former", database.former().map(Wish::json).orElse(null))
        .bind("password", database.login().password().text())
        .bind("verifier", database.login().verifier().text())
        .bind("ttl", life.ttl().map(Duration::toSeconds).orElse(null))
        .bind("expires", life.expiresAt().orElse(null))
        .bind("due", life.dueAt().orElse(null))
        .bind("deleted", life.deletedAt().orElse(null))
        .bind("restart", database.progress().restart() == Restart.DUE)
        .bind("problem", database.progress().problem());
  }
}
