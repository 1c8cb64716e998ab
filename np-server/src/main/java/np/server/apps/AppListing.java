package np.server.apps;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.AppName;
import np.model.ProcessName;
import np.model.TenantName;
import np.server.apps.AppStore.Shelf;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** All apps of a tenant with what is shown of each, in one statement. */
public final class AppListing {
  private static final String SELECT =
      """
      SELECT a.tenant, a.name, a.last_release, a.release, a.scale, a.revisions, a.stopped, a.links,
             a.env, a.secrets, a.problem, a.created_at, a.created_by, a.live_at, a.live_by, a.deleted_at,
             r.processes, r.url, d.kind, d.step, d.started_by
      FROM apps a
      LEFT JOIN deployments d
        ON d.tenant = a.tenant AND d.app = a.name AND d.state IN ('QUEUED', 'RUNNING')
      LEFT JOIN releases r
        ON r.tenant = a.tenant AND r.app = a.name AND r.number = coalesce(a.release, d.release)
      WHERE a.tenant = :tenant
      """;

  /**
   * An app as it is listed.
   *
   * @param processes with the scale of the file that serves, or that is on its way
   * @param url where it answers, may be empty
   * @param change under way
   */
  public record Listed(
      App app, Map<ProcessName, Integer> processes, String url, Optional<Change> change) {
    public Listed {
      processes = Map.copyOf(processes);
    }

    /** How many instances of a process should run. */
    public int want(ProcessName process) {
      if (app.state().power() == AppState.Power.OFF) {
        return 0;
      }
      Scaled scaled = app.state().scale().get(process);
      return scaled == null ? processes.getOrDefault(process, 0) : scaled.count();
    }
  }

  /**
   * A change under way.
   *
   * @param step it is at, empty while it is queued
   */
  public record Change(Deployment.Kind kind, String step, String by) {}

  /** Apps by name. */
  public List<Listed> list(Handle handle, TenantName tenant, Shelf shelf) {
    String where =
        shelf == Shelf.TRASH ? " AND a.deleted_at IS NOT NULL" : " AND a.deleted_at IS NULL";
    return read(
        handle.createQuery(SELECT + where + " ORDER BY a.name").bind("tenant", tenant.value()));
  }

  /** One app that is not in the trash. */
  public Optional<Listed> find(Handle handle, TenantName tenant, AppName app) {
    return read(
            handle
                .createQuery(SELECT + " AND a.name = :app AND a.deleted_at IS NULL")
                .bind("tenant", tenant.value())
                .bind("app", app.value()))
        .stream()
        .findFirst();
  }

  private static List<Listed> read(Query query) {
    return query.map((row, context) -> listed(row)).list();
  }

  private static Listed listed(ResultSet row) throws SQLException {
    @Nullable String processes = row.getString("processes");
    @Nullable String url = row.getString("url");
    return new Listed(
        AppStore.read(row),
        processes == null ? Map.of() : JsonColumn.counts(processes),
        url == null ? "" : url,
        change(row));
  }

  private static Optional<Change> change(ResultSet row) throws SQLException {
    @Nullable String kind = row.getString("kind");
    return kind == null
        ? Optional.empty()
        : Optional.of(
            new Change(
                Deployment.Kind.valueOf(kind), row.getString("step"), row.getString("started_by")));
  }
}
