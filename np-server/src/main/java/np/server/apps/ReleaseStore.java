package np.server.apps;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import np.model.AppId;
import np.model.Artifact;
import np.model.Digest;
import np.model.ReleaseNumber;
import np.server.apps.Release.State;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The table of releases. */
public final class ReleaseStore {
  private static final String SELECT_ALL =
      """
      SELECT tenant, app, number, state, spec, file, environment, source, built_by, artifact, env,
             secrets, processes, url, message, changes, seconds, created_at, created_by
      FROM releases
      """;
  private static final String SELECT = SELECT_ALL + " WHERE tenant = :tenant AND app = :app";

  /** A release. */
  public Optional<Release> find(Handle handle, AppId app, ReleaseNumber number) {
    return Columns.bind(handle.createQuery(SELECT + " AND number = :number"), app)
        .bind("number", number.value())
        .map((row, context) -> read(row))
        .findOne();
  }

  /** All releases of an app, newest first. */
  public List<Release> list(Handle handle, AppId app) {
    return Columns.bind(handle.createQuery(SELECT + " ORDER BY number DESC"), app)
        .map((row, context) -> read(row))
        .list();
  }

  /** The releases of every app that serve, or may yet. */
  List<Release> usable(Handle handle) {
    String sql = SELECT_ALL + " WHERE state IN ('PENDING', 'KEPT')";
    return handle.createQuery(sql).map((row, context) -> read(row)).list();
  }

  /** Where a release answers from now on. */
  void url(Handle handle, Release release, String url) {
    String sql =
        "UPDATE releases SET url = :url WHERE tenant = :tenant AND app = :app AND number = :number";
    Columns.bind(handle.createUpdate(sql), release.app())
        .bind("number", release.number().value())
        .bind("url", url)
        .execute();
  }

  void insert(Handle handle, Release release) {
    Update insert =
        handle.createUpdate(
            """
            INSERT INTO releases (
              tenant, app, number, state, spec, file, environment, source, built_by, artifact, env,
              secrets, processes, url, message, changes, created_at, created_by)
            VALUES (
              :tenant, :app, :number, :state, :spec, :file, :environment, :source, :built_by,
              :artifact, CAST(:env AS jsonb), CAST(:secrets AS jsonb), CAST(:processes AS jsonb),
              :url, :message, CAST(:changes AS jsonb), :at, :by)
            """);
    bind(Columns.bind(insert, release.app()), release.content())
        .bind("number", release.number().value())
        .bind("state", release.state())
        .bind("processes", JsonColumn.write(release.summary().processes()))
        .bind("url", release.summary().url())
        .bind("message", release.summary().message())
        .bind("changes", JsonColumn.write(release.summary().changes()))
        .bind("at", release.summary().created().at())
        .bind("by", release.summary().created().by())
        .execute();
  }

  private static Update bind(Update insert, Release.Content content) {
    return Columns.bind(insert, content.config())
        .bind("spec", content.spec())
        .bind("file", content.file())
        .bind("environment", content.environment())
        .bind("source", content.source().hex())
        .bind("built_by", content.artifact().builtBy().value())
        .bind("artifact", content.artifact().digest().hex());
  }

  /** A whole artifact that was made of the same before and is still there. */
  Optional<Artifact> reusable(Handle handle, AppId app, Digest digest) {
    String sql =
        """
        SELECT tenant, app, number FROM releases
        WHERE tenant = :tenant AND app = :app AND artifact = :digest
          AND number = built_by AND built
        ORDER BY number DESC LIMIT 1
        """;
    return Columns.bind(handle.createQuery(sql), app)
        .bind("digest", digest.hex())
        .map((row, context) -> new Artifact(app, new ReleaseNumber(row.getInt("number")), digest))
        .findOne();
  }

  /** Whether the artifact of a release is whole. */
  public boolean isBuilt(Handle handle, Artifact artifact) {
    String sql =
        "SELECT built FROM releases WHERE tenant = :tenant AND app = :app AND number = :number";
    return Columns.bind(handle.createQuery(sql), artifact.app())
        .bind("number", artifact.builtBy().value())
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  /** The artifact is whole. */
  public void built(Handle handle, Artifact artifact) {
    String sql =
        """
        UPDATE releases SET built = true
        WHERE tenant = :tenant AND app = :app AND number = :number
        """;
    Columns.bind(handle.createUpdate(sql), artifact.app())
        .bind("number", artifact.builtBy().value())
        .execute();
  }

  /** How a deployment to it ended. */
  public void ended(Handle handle, Release release, State state, double seconds) {
    String sql =
        """
        UPDATE releases SET state = :state, seconds = :seconds
        WHERE tenant = :tenant AND app = :app AND number = :number
        """;
    Columns.bind(handle.createUpdate(sql), release.app())
        .bind("number", release.number().value())
        .bind("state", state)
        .bind("seconds", seconds)
        .execute();
  }

  /** Their artifacts are not kept; those that served cannot be gone back to any more. */
  public void swept(Handle handle, AppId app, List<ReleaseNumber> numbers) {
    String sql =
        """
        UPDATE releases SET state = CASE state WHEN 'KEPT' THEN 'SWEPT' ELSE state END
        WHERE tenant = :tenant AND app = :app AND number = ANY(:numbers)
        """;
    Integer[] values = numbers.stream().map(ReleaseNumber::value).toArray(Integer[]::new);
    Columns.bind(handle.createUpdate(sql), app)
        .bindArray("numbers", Integer.class, (Object[]) values)
        .execute();
  }

  /** These artifacts are gone. */
  public void unbuilt(Handle handle, AppId app, Set<ReleaseNumber> kept) {
    String sql =
        """
        UPDATE releases SET built = false
        WHERE tenant = :tenant AND app = :app AND built AND number <> ALL(:kept)
        """;
    Integer[] values = kept.stream().map(ReleaseNumber::value).toArray(Integer[]::new);
    Columns.bind(handle.createUpdate(sql), app)
        .bindArray("kept", Integer.class, (Object[]) values)
        .execute();
  }

  /** Deletes versions of secrets that neither the app nor a release that may run still names. */
  public void forgetSecrets(Handle handle, AppId app) {
    String sql =
        """
        DELETE FROM secrets s
        WHERE s.tenant = :tenant AND s.app = :app
          AND NOT EXISTS (
            SELECT FROM apps a
            WHERE a.tenant = s.tenant AND a.name = s.app
              AND a.secrets ->> s.name = CAST(s.version AS text))
          AND NOT EXISTS (
            SELECT FROM releases r
            WHERE r.tenant = s.tenant AND r.app = s.app AND r.state IN ('PENDING', 'KEPT')
              AND r.secrets ->> s.name = CAST(s.version AS text))
        """;
    Columns.bind(handle.createUpdate(sql), app).execute();
  }

  private static Release read(ResultSet row) throws SQLException {
    AppId app = Columns.app(row, "app");
    return new Release(
        app,
        new ReleaseNumber(row.getInt("number")),
        content(row, app),
        summary(row),
        State.valueOf(row.getString("state")));
  }

  private static Release.Content content(ResultSet row, AppId app) throws SQLException {
    ReleaseNumber builtBy = new ReleaseNumber(row.getInt("built_by"));
    return new Release.Content(
        row.getString("spec"),
        row.getString("file"),
        row.getString("environment"),
        new Digest(row.getString("source")),
        new Artifact(app, builtBy, new Digest(row.getString("artifact"))),
        Columns.config(row));
  }

  private static Release.Summary summary(ResultSet row) throws SQLException {
    return new Release.Summary(
        JsonColumn.counts(row.getString("processes")),
        row.getString("url"),
        row.getString("message"),
        JsonColumn.lines(row.getString("changes")),
        row.getDouble("seconds"),
        new Stamp(Columns.time(row, "created_at"), row.getString("created_by")));
  }
}
