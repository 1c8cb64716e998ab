package np.server.apps;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import np.model.AppId;
import np.model.EnvName;
import np.model.Secret;
import np.server.secrets.SealContext;
import np.server.secrets.Sealed;
import np.server.secrets.SecretBox;
import org.jdbi.v3.core.Handle;

/** The table of secrets: every version that a release may still name, sealed. */
final class SecretStore {
  private final SecretBox box;

  SecretStore(SecretBox box) {
    this.box = box;
  }

  /**
   * A version of a secret without its value.
   *
   * @param origin who made the value
   */
  record Version(EnvName name, int version, Origin origin, Stamp stamp) {}

  /** Who made a value. */
  enum Origin {
    SET,
    GENERATED
  }

  /** Keeps a new version and returns its number. */
  int add(Handle handle, AppId app, New secret) {
    String sql =
        """
        INSERT INTO secrets (tenant, app, name, version, sealed, generated, created_at, created_by)
        SELECT :tenant, :app, :name, coalesce(max(version), 0) + 1, :sealed, :generated, :at, :by
        FROM secrets WHERE tenant = :tenant AND app = :app AND name = :name
        RETURNING version
        """;
    SealContext context = SealContext.of(app, secret.name());
    return Columns.bind(handle.createQuery(sql), app)
        .bind("name", secret.name().value())
        .bind("sealed", box.seal(secret.value(), context).text())
        .bind("generated", secret.origin() == Origin.GENERATED)
        .bind("at", secret.stamp().at())
        .bind("by", secret.stamp().by())
        .mapTo(Integer.class)
        .one();
  }

  /** A secret to be kept. */
  record New(EnvName name, Secret value, Origin origin, Stamp stamp) {}

  /** Every version of an app's secrets, without values. */
  List<Version> list(Handle handle, AppId app) {
    String sql =
        """
        SELECT name, version, generated, created_at, created_by FROM secrets
        WHERE tenant = :tenant AND app = :app ORDER BY name, version
        """;
    return Columns.bind(handle.createQuery(sql), app).map((row, context) -> version(row)).list();
  }

  private static Version version(ResultSet row) throws SQLException {
    return new Version(
        new EnvName(row.getString("name")),
        row.getInt("version"),
        row.getBoolean("generated") ? Origin.GENERATED : Origin.SET,
        new Stamp(Columns.time(row, "created_at"), row.getString("created_by")));
  }

  /** Opens these versions. */
  Map<EnvName, Secret> open(Handle handle, AppId app, Map<EnvName, Integer> versions) {
    String sql = "SELECT name, version, sealed FROM secrets WHERE tenant = :tenant AND app = :app";
    Map<EnvName, Secret> opened = new HashMap<>();
    Columns.bind(handle.createQuery(sql), app)
        .map((row, context) -> stored(row))
        .filter(stored -> stored.version().equals(versions.get(stored.name())))
        .forEach(stored -> opened.put(stored.name(), open(app, stored)));
    return opened;
  }

  private Secret open(AppId app, Stored stored) {
    return box.open(stored.sealed(), SealContext.of(app, stored.name()));
  }

  private record Stored(EnvName name, Integer version, Sealed sealed) {}

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        new EnvName(row.getString("name")),
        row.getInt("version"),
        new Sealed(row.getString("sealed")));
  }
}
