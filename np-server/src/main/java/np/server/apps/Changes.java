package np.server.apps;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import np.model.AppId;
import np.model.ErrorCode;
import np.model.NpException;
import np.server.apps.Deployment.Kind;
import np.server.apps.Deployment.Progress;
import np.server.apps.Deployment.State;
import np.server.audit.Audit;
import np.server.audit.AuditEntry;
import np.server.store.Database;
import org.jdbi.v3.core.Handle;

/** Opens changes of apps: one at a time for each, kept before anything is done. */
public final class Changes {
  private final Database database;
  private final Audit audit;
  private final OpenedChange listener;
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final AppStore apps = new AppStore();
  private final DeploymentStore deployments = new DeploymentStore();

  /** The surroundings: what changes are kept in and who is told. */
  public record Surroundings(
      Database database,
      Audit audit,
      OpenedChange listener,
      Supplier<String> ids,
      InstantSource clock) {}

  /**
   * @param surroundings where ids are 4 to 50 characters of {@code a-z0-9} that cannot be guessed
   */
  public Changes(Surroundings surroundings) {
    this.database = surroundings.database();
    this.audit = surroundings.audit();
    this.listener = surroundings.listener();
    this.ids = surroundings.ids();
    this.clock = surroundings.clock();
  }

  Database database() {
    return database;
  }

  Stamp stamp(String by) {
    return new Stamp(clock.instant(), by);
  }

  Instant now() {
    return clock.instant();
  }

  /** An app that exists and is not in the trash, kept from others until the transaction ends. */
  App lock(Handle handle, AppId id) {
    return present(id, apps.lock(handle, id));
  }

  /** The same id, of an app that exists and is not in the trash. */
  public AppId existing(AppId id) {
    return database.read(handle -> find(handle, id)).id();
  }

  /** The release that serves. */
  public Release serving(AppId id) {
    return database.read(
        handle -> {
          App app = find(handle, id);
          return app.state()
              .release()
              .flatMap(number -> new ReleaseStore().find(handle, id, number))
              .orElseThrow(() -> notDeployed(app));
        });
  }

  static NpException.Conflict notDeployed(App app) {
    return new NpException.Conflict(
        ErrorCode.WRONG_STATE,
        app.id().app() + " has not been deployed yet",
        "run np deploy in its directory");
  }

  /** Reads what is kept. */
  public <T> T inDatabase(Function<Handle, T> work) {
    return database.read(work);
  }

  /** As {@link #lock}, for reading. */
  App find(Handle handle, AppId id) {
    return present(id, apps.find(handle, id));
  }

  /** As {@link #lock}, and no change of it is under way. */
  App lockIdle(Handle handle, AppId id) {
    App app = lock(handle, id);
    refuseBusy(handle, id);
    return app;
  }

  private static App present(AppId id, Optional<App> found) {
    App app = found.orElseThrow(() -> missing(id, "np apps list names all apps"));
    if (app.deletedAt().isPresent()) {
      throw missing(id, "it is in the trash: np apps undelete " + id.app());
    }
    return app;
  }

  static NpException.NotFound missing(AppId id, String hint) {
    return new NpException.NotFound(ErrorCode.NO_APP, "there is no app " + id.app(), hint);
  }

  void refuseBusy(Handle handle, AppId id) {
    Optional<Deployment> open = deployments.open(handle, id);
    if (open.isPresent()) {
      throw busy(open.get());
    }
  }

  static NpException.Conflict busy(Deployment open) {
    return new NpException.Conflict(
        ErrorCode.BUSY,
        "a "
            + open.kind().word()
            + " of "
            + open.app().app()
            + " by "
            + open.started().by()
            + " is under way ("
            + open.id()
            + ")",
        "wait until it has ended: np status " + open.app().app());
  }

  /**
   * What is to be changed.
   *
   * @param target what is to become so
   * @param changes one line each, never a secret
   */
  record Order(App app, Kind kind, AppState target, List<String> changes, Stamp stamp) {}

  /** Keeps a change, to be carried out once the transaction has committed. */
  Deployment open(Handle handle, Order order) {
    Deployment deployment =
        new Deployment(
            ids.get(),
            order.app().id(),
            order.kind(),
            order.target(),
            order.app().state().release(),
            order.changes(),
            order.stamp(),
            new Progress(State.QUEUED, "", List.of(), Optional.empty()));
    deployments.insert(handle, deployment);
    record(handle, deployment);
    database.afterCommit(() -> listener.opened(deployment));
    return deployment;
  }

  /** Keeps an event beside a change. */
  void record(Handle handle, AuditEntry entry) {
    audit.record(handle, entry);
  }

  private void record(Handle handle, Deployment deployment) {
    String release = deployment.target().release().map(number -> number + " ").orElse("");
    audit.record(
        handle,
        AuditEntry.of(
                deployment.app().tenant(),
                deployment.started().by(),
                "app." + deployment.kind().word(),
                release + String.join(", ", deployment.changes()))
            .in(deployment.app().app()));
  }
}
