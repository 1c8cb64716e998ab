package np.server.apps;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import np.model.AppId;
import np.model.Artifact;
import np.model.Digest;
import np.model.ErrorCode;
import np.model.Hostname;
import np.model.NpException;
import np.model.ProcessName;
import np.model.ReleaseNumber;
import np.model.Route;
import np.model.RouteTable;
import np.model.Site;
import np.model.TenantName;
import np.model.WorkloadId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The tables of hosts and routes, and the generation of the whole. */
public final class RouteStore {
  private static final String SELECT =
      """
      SELECT host, path, tenant, app, kind, process, strip, built_by, artifact, directory, fallback,
             target, why
      FROM routes
      """;

  /**
   * Takes the hosts of routes for an app.
   *
   * @throws NpException.Conflict HOST_TAKEN when another app has one; a stranger's stays unnamed
   */
  void claimAll(Handle handle, AppId app, List<Route> wanted) {
    Set<Hostname> hosts = wanted.stream().map(Route::host).collect(Collectors.toSet());
    for (Hostname host : hosts) {
      Optional<AppId> owner = claim(handle, app, host);
      if (owner.isPresent()) {
        throw taken(app, host, owner.get());
      }
    }
  }

  private static NpException.Conflict taken(AppId app, Hostname host, AppId owner) {
    boolean own = owner.tenant().equals(app.tenant());
    return new NpException.Conflict(
        ErrorCode.HOST_TAKEN,
        host + " belongs to " + (own ? "the app " + owner.app() : "another app"),
        "choose another host under routes, or another name for the app");
  }

  private static Optional<AppId> claim(Handle handle, AppId app, Hostname host) {
    String insert =
        """
        INSERT INTO hosts (host, tenant, app) VALUES (:host, :tenant, :app)
        ON CONFLICT (host) DO NOTHING
        """;
    Columns.bind(handle.createUpdate(insert), app).bind("host", host.value()).execute();
    return handle
        .createQuery("SELECT tenant, app FROM hosts WHERE host = :host")
        .bind("host", host.value())
        .map((row, context) -> Columns.app(row, "app"))
        .findOne()
        .filter(owner -> !owner.equals(app));
  }

  /** Gives back what an app has claimed but has no route for. */
  public void release(Handle handle, AppId app) {
    String sql =
        """
        DELETE FROM hosts WHERE tenant = :tenant AND app = :app
          AND NOT EXISTS (SELECT FROM routes WHERE routes.host = hosts.host)
        """;
    Columns.bind(handle.createUpdate(sql), app).execute();
  }

  /** The routes of an app that are in force. */
  public List<Route> list(Handle handle, AppId app) {
    String where = "WHERE tenant = :tenant AND app = :app ORDER BY host, path";
    return Columns.bind(handle.createQuery(SELECT + where), app)
        .map((row, context) -> read(row))
        .list();
  }

  /** The routes of all apps of a tenant that are in force. */
  public List<Route> list(Handle handle, TenantName tenant) {
    return handle
        .createQuery(SELECT + "WHERE tenant = :tenant ORDER BY host, path")
        .bind("tenant", tenant.value())
        .map((row, context) -> read(row))
        .list();
  }

  /** Everything that the edge is to answer for. */
  public RouteTable table(Handle handle) {
    long generation =
        handle.createQuery("SELECT generation FROM route_generation").mapTo(Long.class).one();
    List<Route> routes =
        handle.createQuery(SELECT + "ORDER BY host, path").map((row, context) -> read(row)).list();
    return new RouteTable(generation, routes);
  }

  /** What becomes of a host that another app has. */
  public enum Taken {
    /** The change that wants it is refused. */
    REFUSE,
    /** It stays with its owner, and the route is left out: the app had a right to it elsewhere. */
    LEAVE
  }

  /**
   * Puts these in place of the app's routes, unless they are the same already.
   *
   * @return whether something changed
   */
  public boolean replace(Handle handle, AppId app, List<Route> wanted, Taken taken) {
    raise(handle, 0);
    List<Route> now = list(handle, app);
    if (Set.copyOf(now).equals(Set.copyOf(wanted))) {
      return false;
    }
    List<Route> granted = granted(handle, app, wanted, taken);
    if (Set.copyOf(now).equals(Set.copyOf(granted))) {
      return false;
    }
    delete(handle, app);
    granted.forEach(route -> insert(handle, route));
    raise(handle, 1);
    return true;
  }

  private List<Route> granted(Handle handle, AppId app, List<Route> wanted, Taken taken) {
    return switch (taken) {
      case REFUSE -> {
        claimAll(handle, app, wanted);
        yield wanted;
      }
      case LEAVE ->
          wanted.stream().filter(route -> claim(handle, app, route.host()).isEmpty()).toList();
    };
  }

  /** The public address that all of this was planned for; empty before the first. */
  public String plannedFor(Handle handle) {
    return handle.createQuery("SELECT planned_for FROM route_generation").mapTo(String.class).one();
  }

  /** All of this is planned for another public address now. */
  public void plannedFor(Handle handle, String address) {
    handle
        .createUpdate("UPDATE route_generation SET planned_for = :address")
        .bind("address", address)
        .execute();
  }

  /** Raises the generation above one that the edge has from elsewhere. */
  public void outgrow(Handle handle, long generation) {
    handle
        .createUpdate(
            """
            UPDATE route_generation SET generation = :generation + 1
            WHERE generation <= :generation
            """)
        .bind("generation", generation)
        .execute();
  }

  /** Changes of routes come one after the other: the row is locked until the transaction ends. */
  private static void raise(Handle handle, int by) {
    handle
        .createUpdate("UPDATE route_generation SET generation = generation + :by")
        .bind("by", by)
        .execute();
  }

  private static void delete(Handle handle, AppId app) {
    String delete = "DELETE FROM routes WHERE tenant = :tenant AND app = :app";
    Columns.bind(handle.createUpdate(delete), app).execute();
  }

  private static void insert(Handle handle, Route route) {
    Update insert =
        handle.createUpdate(
            """
            INSERT INTO routes (host, path, tenant, app, kind, process, strip, built_by, artifact,
                                directory, fallback, target, why)
            VALUES (:host, :path, :tenant, :app, :kind, :process, :strip, :built_by, :artifact,
                    :directory, :fallback, :target, :why)
            """);
    Columns.bind(insert, route.app())
        .bind("host", route.host().value())
        .bind("path", route.path())
        .bindMap(RouteColumns.of(route))
        .execute();
  }

  private static Route read(ResultSet row) throws SQLException {
    AppId app = Columns.app(row, "app");
    Hostname host = new Hostname(row.getString("host"));
    String path = row.getString("path");
    return switch (RouteColumns.Kind.valueOf(row.getString("kind"))) {
      case PROXY -> {
        WorkloadId workload = new WorkloadId(app, new ProcessName(row.getString("process")));
        yield new Route.Proxy(host, path, workload, Route.Prefix.valueOf(row.getString("strip")));
      }
      case FILES -> new Route.Files(host, path, app, site(row, app));
      case REDIRECT -> new Route.Redirect(host, path, app, new Hostname(row.getString("target")));
      case CLOSED -> new Route.Closed(host, path, app, row.getString("why"));
    };
  }

  private static Site site(ResultSet row, AppId app) throws SQLException {
    ReleaseNumber builtBy = new ReleaseNumber(row.getInt("built_by"));
    return new Site(
        new Artifact(app, builtBy, new Digest(row.getString("artifact"))),
        row.getString("directory"),
        Site.Fallback.valueOf(row.getString("fallback")));
  }
}
