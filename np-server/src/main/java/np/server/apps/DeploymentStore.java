package np.server.apps;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import np.api.EventView;
import np.model.AppId;
import np.model.ReleaseNumber;
import np.model.TenantName;
import np.server.apps.Deployment.Kind;
import np.server.apps.Deployment.State;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The table of deployments. */
public final class DeploymentStore {
  private static final String SELECT =
      """
      SELECT id, tenant, app, kind, state, step, steps, from_release, release, scale, revisions,
             stopped, links, changes, error, started_at, started_by
      FROM deployments
      """;

  /** A deployment of a tenant. */
  public Optional<Deployment> find(Handle handle, TenantName tenant, String id) {
    return handle
        .createQuery(SELECT + "WHERE tenant = :tenant AND id = :id")
        .bind("tenant", tenant.value())
        .bind("id", id)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The change of an app that is under way. */
  public Optional<Deployment> open(Handle handle, AppId app) {
    String where = "WHERE tenant = :tenant AND app = :app AND state IN ('QUEUED', 'RUNNING')";
    return Columns.bind(handle.createQuery(SELECT + where), app)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The newest change of an app that made a release. */
  public Optional<Deployment> lastBuild(Handle handle, AppId app) {
    String where =
        """
        WHERE tenant = :tenant AND app = :app AND kind = 'DEPLOY'
        ORDER BY started_at DESC LIMIT 1
        """;
    return Columns.bind(handle.createQuery(SELECT + where), app)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The newest change of an app that made this very release. */
  public Optional<Deployment> build(Handle handle, AppId app, ReleaseNumber release) {
    String where =
        """
        WHERE tenant = :tenant AND app = :app AND kind = 'DEPLOY' AND release = :release
        ORDER BY started_at DESC LIMIT 1
        """;
    return Columns.bind(handle.createQuery(SELECT + where), app)
        .bind("release", release.value())
        .map((row, context) -> read(row))
        .findOne();
  }

  /** Every change of any tenant that has not ended, oldest first: what has to be walked. */
  public List<Deployment> open(Handle handle) {
    return handle
        .createQuery(SELECT + "WHERE state IN ('QUEUED', 'RUNNING') ORDER BY started_at")
        .map((row, context) -> read(row))
        .list();
  }

  /** Forgets deployments of any tenant that ended before, with their events. */
  public void forget(Handle handle, Instant before) {
    handle
        .createUpdate("DELETE FROM deployments WHERE ended_at < :before")
        .bind("before", before)
        .execute();
  }

  void insert(Handle handle, Deployment deployment) {
    Update insert =
        handle.createUpdate(
            """
            INSERT INTO deployments (
              id, tenant, app, kind, state, step, from_release, release, scale, revisions, stopped,
              links, changes, started_at, started_by)
            VALUES (
              :id, :tenant, :app, :kind, :state, '', :from, :release, CAST(:scale AS jsonb),
              CAST(:revisions AS jsonb), :stopped, CAST(:links AS jsonb), CAST(:changes AS jsonb),
              :at, :by)
            """);
    Columns.bind(Columns.bind(insert, deployment.app()), deployment.target())
        .bind("id", deployment.id())
        .bind("kind", deployment.kind())
        .bind("state", deployment.progress().state())
        .bind("from", deployment.from().map(ReleaseNumber::value).orElse(null))
        .bind("changes", JsonColumn.write(deployment.changes()))
        .bind("at", deployment.started().at())
        .bind("by", deployment.started().by())
        .execute();
  }

  /** A step begins or has ended. */
  public void progress(Handle handle, Deployment deployment, Deployment.Progress progress) {
    handle
        .createUpdate(
            """
            UPDATE deployments SET state = :state, step = :step, steps = CAST(:steps AS jsonb)
            WHERE tenant = :tenant AND id = :id
            """)
        .bind("tenant", deployment.app().tenant().value())
        .bind("id", deployment.id())
        .bind("state", progress.state())
        .bind("step", progress.step())
        .bind("steps", JsonColumn.write(progress.steps()))
        .execute();
  }

  /** It has failed; what served before is to be restored. */
  public void failing(Handle handle, Deployment deployment, EventView.Failure failure) {
    handle
        .createUpdate(
            """
            UPDATE deployments SET error = CAST(:error AS jsonb)
            WHERE tenant = :tenant AND id = :id
            """)
        .bind("tenant", deployment.app().tenant().value())
        .bind("id", deployment.id())
        .bind("error", JsonColumn.write(failure))
        .execute();
  }

  /** It goes on at an earlier step than it had reached. */
  public void backTo(Handle handle, Deployment deployment, String step) {
    handle
        .createUpdate("UPDATE deployments SET step = :step WHERE tenant = :tenant AND id = :id")
        .bind("tenant", deployment.app().tenant().value())
        .bind("id", deployment.id())
        .bind("step", step)
        .execute();
  }

  /** The deployment has ended. */
  public void end(Handle handle, Deployment deployment, Ending ending) {
    handle
        .createUpdate(
            """
            UPDATE deployments
            SET state = :state, error = CAST(:error AS jsonb), ended_at = :at
            WHERE tenant = :tenant AND id = :id
            """)
        .bind("tenant", deployment.app().tenant().value())
        .bind("id", deployment.id())
        .bind("state", ending.state())
        .bind("error", ending.error().map(JsonColumn::write).orElse(null))
        .bind("at", ending.at())
        .execute();
  }

  /** How it ended. */
  public record Ending(State state, Optional<EventView.Failure> error, Instant at) {}

  private static Deployment read(ResultSet row) throws SQLException {
    return new Deployment(
        row.getString("id"),
        Columns.app(row, "app"),
        Kind.valueOf(row.getString("kind")),
        Columns.state(row),
        Columns.release(row, "from_release"),
        JsonColumn.lines(row.getString("changes")),
        new Stamp(Columns.time(row, "started_at"), row.getString("started_by")),
        progress(row));
  }

  private static Deployment.Progress progress(ResultSet row) throws SQLException {
    @Nullable String error = row.getString("error");
    return new Deployment.Progress(
        State.valueOf(row.getString("state")),
        row.getString("step"),
        JsonColumn.steps(row.getString("steps")),
        Optional.ofNullable(error).map(JsonColumn::failure));
  }
}
