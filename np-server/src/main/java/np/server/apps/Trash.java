package np.server.apps;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import np.model.AppId;
import np.server.apps.Changes.Order;
import np.server.apps.Deployment.Kind;

/** The rules of destroying apps: they stop and stay in the trash for a while. */
public final class Trash {
  /** How long a destroyed app can be taken back. */
  public static final Duration KEPT = Duration.ofDays(7);

  private final Changes changes;
  private final AppStore store = new AppStore();

  public Trash(Changes changes) {
    this.changes = changes;
  }

  /** Stops an app and puts it into the trash. */
  public App destroy(AppId id, String by) {
    return changes
        .database()
        .write(
            handle -> {
              App app = changes.lockIdle(handle, id);
              Stamp stamp = changes.stamp(by);
              store.deleted(handle, id, Optional.of(stamp.at()));
              changes.open(handle, new Order(app, Kind.DESTROY, app.state(), List.of(), stamp));
              return store.find(handle, id).orElseThrow();
            });
  }

  /** Takes an app out of the trash and lets it run as before. */
  public Outcome undelete(AppId id, String by) {
    return changes
        .database()
        .write(
            handle -> {
              App app =
                  store
                      .lock(handle, id)
                      .filter(found -> !isPast(found))
                      .orElseThrow(() -> Changes.missing(id, "np apps list --deleted"));
              if (app.deletedAt().isEmpty()) {
                return new Outcome.Unchanged(app, Kind.UNDELETE);
              }
              changes.refuseBusy(handle, id);
              store.deleted(handle, id, Optional.empty());
              if (app.state().release().isEmpty()) {
                return new Outcome.Unchanged(app, Kind.UNDELETE);
              }
              Order order =
                  new Order(app, Kind.UNDELETE, app.state(), List.of(), changes.stamp(by));
              return new Outcome.Started(changes.open(handle, order));
            });
  }

  /** What is past its time may be half gone already. */
  private boolean isPast(App app) {
    return app.deletedAt().filter(at -> at.isBefore(changes.now().minus(KEPT))).isPresent();
  }
}
