package np.server.apps;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.AppId;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.EnvName;
import np.model.ErrorCode;
import np.model.NpException;
import np.plan.ServicePlanner;
import np.server.apps.Changes.Order;
import np.server.apps.Deployment.Kind;
import np.server.audit.AuditEntry;
import org.jdbi.v3.core.Handle;

/**
 * The rules of linking apps to databases. An app finds the URL in its environment, and only there;
 * each change replaces its instances, one after the other.
 */
public final class Links {
  /** What most frameworks look for. */
  static final EnvName USUAL = new EnvName("DATABASE_URL");

  private final Changes changes;
  private final AppDatabases databases;
  private final AppStore apps = new AppStore();
  private final ReleaseStore releases = new ReleaseStore();
  private final DeploymentStore deployments = new DeploymentStore();

  public Links(Changes changes, AppDatabases databases) {
    this.changes = changes;
    this.databases = databases;
  }

  /**
   * What is to be linked.
   *
   * @param variable empty: DATABASE_URL, or one named after the database when that is taken
   */
  record Wish(AppId app, DatabaseName database, Optional<EnvName> variable, String by) {
    DatabaseId id() {
      return new DatabaseId(app.tenant(), database);
    }
  }

  /** Gives an app the URL of a database. */
  Outcome link(Wish wish) {
    return changes
        .database()
        .write(
            handle -> {
              databases.hold(handle, wish.id());
              apps.create(handle, wish.app(), changes.stamp(wish.by()));
              App app = changes.lockIdle(handle, wish.app());
              return link(handle, app, wish);
            });
  }

  private Outcome link(Handle handle, App app, Wish wish) {
    Map<EnvName, AppLink> links = new HashMap<>(app.state().links());
    AppLink link = AppLink.byHand(wish.database());
    boolean present =
        wish.variable().map(name -> link.equals(links.get(name))).orElse(links.containsValue(link));
    if (present) {
      return new Outcome.Unchanged(app, Kind.LINK);
    }
    EnvName variable = wish.variable().orElseGet(() -> free(handle, app, wish.database()));
    refuseSet(handle, app, variable);
    AppLink before = links.put(variable, link);
    String line =
        before == null
            ? "+link " + variable + " → " + wish.database()
            : "~link " + variable + " " + before.database() + " → " + wish.database();
    return apply(handle, app, links, new Told(wish, "database.link", line));
  }

  /** DATABASE_URL, else {@code shop-db} gives SHOP_DB_URL. */
  private EnvName free(Handle handle, App app, DatabaseName database) {
    boolean taken = app.state().links().containsKey(USUAL) || isSet(handle, app, USUAL);
    return taken ? ServicePlanner.variable(database.value()) : USUAL;
  }

  private void refuseSet(Handle handle, App app, EnvName variable) {
    if (isSet(handle, app, variable)) {
      throw new NpException.Conflict(
          ErrorCode.NAME_TAKEN,
          app.id().app() + " has a variable " + variable + " already",
          "choose another one with --as, or unset that one first");
    }
  }

  private boolean isSet(Handle handle, App app, EnvName variable) {
    return app.config().env().containsKey(variable)
        || app.config().secrets().containsKey(variable)
        || current(handle, app)
            .map(release -> SpecTexts.of(release.content()))
            .filter(
                spec -> spec.env().containsKey(variable) || spec.secrets().containsKey(variable))
            .isPresent();
  }

  private Optional<Release> current(Handle handle, App app) {
    return app.state().release().flatMap(number -> releases.find(handle, app.id(), number));
  }

  /** Takes the URL away again; the database is left alone. */
  Outcome unlink(AppId id, DatabaseName database, String by) {
    Wish wish = new Wish(id, database, Optional.empty(), by);
    return changes
        .database()
        .write(
            handle -> {
              databases.hold(handle, wish.id());
              return unlink(handle, changes.lockIdle(handle, id), wish);
            });
  }

  private Outcome unlink(Handle handle, App app, Wish wish) {
    Map<EnvName, AppLink> links = new HashMap<>(app.state().links());
    if (links.values().removeIf(AppLink.byHand(wish.database())::equals)) {
      current(handle, app)
          .map(release -> SpecTexts.of(release.content()))
          .ifPresent(spec -> links.putAll(FileLinks.after(app.id().app(), spec, links)));
      String line = "-link " + wish.database();
      return apply(handle, app, links, new Told(wish, "database.unlink", line));
    }
    if (links.values().stream().anyMatch(each -> each.database().equals(wish.database()))) {
      throw new NpException.Conflict(
          ErrorCode.WRONG_STATE,
          "np.yaml of " + app.id().app() + " names " + wish.database() + " as a service",
          "remove it under services there, then run np deploy; the database stays");
    }
    return new Outcome.Unchanged(app, Kind.LINK);
  }

  private record Told(Wish wish, String what, String line) {}

  private Outcome apply(Handle handle, App app, Map<EnvName, AppLink> links, Told told) {
    String detail = told.line() + " of " + app.id().app();
    AuditEntry entry = AuditEntry.of(told.wish().id(), told.wish().by(), told.what(), detail);
    changes.record(handle, entry.in(app.id().app()));
    AppState target = app.state().withLinks(links);
    if (app.state().release().isEmpty()) {
      apps.state(handle, app.id(), target);
      return new Outcome.Unchanged(app, Kind.LINK);
    }
    return new Outcome.Started(
        changes.open(
            handle,
            new Order(
                app, Kind.LINK, target, List.of(told.line()), changes.stamp(told.wish().by()))));
  }

  /** What came of giving an app the present URL of a database. */
  public sealed interface Restarted {
    /** Its instances are being replaced. */
    record Started(Deployment deployment) implements Restarted {}

    /** Another change of it is under way; to be tried again. */
    record Busy() implements Restarted {}

    /** It does not run, so that nothing has to be replaced. */
    record Nothing() implements Restarted {}
  }

  /** Replaces the instances of an app by some with the present URL. */
  public Restarted restart(AppId id, DatabaseName database, String by) {
    return changes.database().write(handle -> restart(handle, id, database, by));
  }

  private Restarted restart(Handle handle, AppId id, DatabaseName database, String by) {
    Optional<App> app = apps.lock(handle, id).filter(each -> each.deletedAt().isEmpty());
    if (deployments.open(handle, id).isPresent()) {
      return new Restarted.Busy();
    }
    return app.filter(each -> each.state().release().isPresent())
        .filter(each -> each.state().power() == AppState.Power.ON)
        .<Restarted>map(each -> new Restarted.Started(restart(handle, each, database, by)))
        .orElseGet(Restarted.Nothing::new);
  }

  private Deployment restart(Handle handle, App app, DatabaseName database, String by) {
    List<String> lines = List.of("~link " + database + ": another password");
    return changes.open(handle, new Order(app, Kind.LINK, app.state(), lines, changes.stamp(by)));
  }
}
