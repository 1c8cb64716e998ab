package np.server.apps;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import np.model.AppId;
import np.model.ReleaseNumber;
import org.jdbi.v3.core.Handle;

/** The table of apps. */
public final class AppStore {
  private static final String SELECT =
      """
      SELECT tenant, name, last_release, release, scale, revisions, stopped, links, env, secrets,
             problem, created_at, created_by, live_at, live_by, deleted_at
      FROM apps
      """;

  /** The app, whether in the trash or not. */
  public Optional<App> find(Handle handle, AppId app) {
    return one(handle, app, "");
  }

  /** As {@link #find}; nobody else changes it until the transaction ends. */
  public Optional<App> lock(Handle handle, AppId app) {
    return one(handle, app, " FOR UPDATE");
  }

  private static Optional<App> one(Handle handle, AppId app, String suffix) {
    String sql = SELECT + "WHERE tenant = :tenant AND name = :app" + suffix;
    return Columns.bind(handle.createQuery(sql), app).map((row, context) -> read(row)).findOne();
  }

  /** Where an app is kept. */
  public enum Shelf {
    APPS,
    TRASH
  }

  /** Makes an app unless there is one. */
  void create(Handle handle, AppId app, Stamp stamp) {
    Columns.bind(
            handle.createUpdate(
                """
                INSERT INTO apps (tenant, name, created_at, created_by)
                VALUES (:tenant, :app, :at, :by)
                ON CONFLICT (tenant, name) DO NOTHING
                """),
            app)
        .bind("at", stamp.at())
        .bind("by", stamp.by())
        .execute();
  }

  void config(Handle handle, AppId app, AppConfig config) {
    String sql =
        """
        UPDATE apps SET env = CAST(:env AS jsonb), secrets = CAST(:secrets AS jsonb)
        WHERE tenant = :tenant AND name = :app
        """;
    Columns.bind(Columns.bind(handle.createUpdate(sql), app), config).execute();
  }

  void lastRelease(Handle handle, AppId app, ReleaseNumber number) {
    String sql = "UPDATE apps SET last_release = :number WHERE tenant = :tenant AND name = :app";
    Columns.bind(handle.createUpdate(sql), app).bind("number", number.value()).execute();
  }

  /** What a finished change has left behind. */
  public void state(Handle handle, AppId app, AppState state) {
    String sql =
        """
        UPDATE apps
        SET release = :release, scale = CAST(:scale AS jsonb),
            revisions = CAST(:revisions AS jsonb), stopped = :stopped,
            links = CAST(:links AS jsonb), problem = ''
        WHERE tenant = :tenant AND name = :app
        """;
    Columns.bind(Columns.bind(handle.createUpdate(sql), app), state).execute();
  }

  /** Another release serves: its config is the start of the next one. */
  public void live(Handle handle, AppId app, AppConfig config, Stamp stamp) {
    config(handle, app, config);
    String sql =
        """
        UPDATE apps SET live_at = :at, live_by = :by WHERE tenant = :tenant AND name = :app
        """;
    Columns.bind(handle.createUpdate(sql), app)
        .bind("at", stamp.at())
        .bind("by", stamp.by())
        .execute();
  }

  /** Why the last change failed. */
  public void problem(Handle handle, AppId app, String why) {
    String sql = "UPDATE apps SET problem = :why WHERE tenant = :tenant AND name = :app";
    Columns.bind(handle.createUpdate(sql), app).bind("why", why).execute();
  }

  void deleted(Handle handle, AppId app, Optional<Instant> at) {
    String sql = "UPDATE apps SET deleted_at = :at WHERE tenant = :tenant AND name = :app";
    Columns.bind(handle.createUpdate(sql), app).bind("at", at.orElse(null)).execute();
  }

  /** Apps of every tenant that have a release and no change under way. */
  public List<App> atRest(Handle handle) {
    String where =
        """
        WHERE release IS NOT NULL AND deleted_at IS NULL AND NOT EXISTS (
          SELECT 1 FROM deployments
          WHERE deployments.tenant = apps.tenant AND deployments.app = apps.name
            AND deployments.state IN ('QUEUED', 'RUNNING'))
        """;
    return handle.createQuery(SELECT + where).map((row, context) -> read(row)).list();
  }

  /** Apps of every tenant that have a release, whether a change of them is under way or not. */
  public List<App> serving(Handle handle) {
    String where = "WHERE release IS NOT NULL AND deleted_at IS NULL ORDER BY tenant, name";
    return handle.createQuery(SELECT + where).map((row, context) -> read(row)).list();
  }

  /** Apps of every tenant that have been in the trash since before. */
  public List<AppId> trashed(Handle handle, Instant before) {
    return handle
        .createQuery("SELECT tenant, name FROM apps WHERE deleted_at < :before")
        .bind("before", before)
        .map((row, context) -> Columns.app(row, "name"))
        .list();
  }

  /** Forgets an app and all that belongs to it, if it is still in the trash. */
  public boolean purge(Handle handle, AppId app, Instant before) {
    String sql =
        """
        DELETE FROM apps WHERE tenant = :tenant AND name = :app AND deleted_at < :before
        """;
    return Columns.bind(handle.createUpdate(sql), app).bind("before", before).execute() == 1;
  }

  static App read(ResultSet row) throws SQLException {
    Optional<Instant> live = Columns.optionalTime(row, "live_at");
    String liveBy = row.getString("live_by");
    return new App(
        Columns.app(row, "name"),
        Columns.state(row),
        Columns.config(row),
        row.getInt("last_release"),
        row.getString("problem"),
        new Stamp(Columns.time(row, "created_at"), row.getString("created_by")),
        live.map(at -> new Stamp(at, liveBy)),
        Columns.optionalTime(row, "deleted_at"));
  }
}
