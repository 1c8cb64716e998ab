package np.server.apps;

import java.util.Map;
import java.util.Optional;
import np.model.AppId;
import np.model.EnvName;
import np.model.ErrorCode;
import np.model.InstanceId;
import np.model.NpException;
import np.model.OneOff;
import np.model.ReleaseNumber;
import np.model.Secret;
import np.server.store.Database;
import org.jdbi.v3.core.Handle;

/** What must run for a stored state: loads the release, opens its secrets and plans it. */
public final class Targets {
  private final Database database;
  private final Planning planning;
  private final SecretValues values;
  private final AppStore apps = new AppStore();
  private final ReleaseStore releases = new ReleaseStore();

  public Targets(Database database, Planning planning, SecretValues values) {
    this.database = database;
    this.planning = planning;
    this.values = values;
  }

  /** What must run and be routed; nothing before the first release. */
  public Wanted of(AppId app, AppState state) {
    if (state.release().isEmpty()) {
      return Wanted.NOTHING;
    }
    ReleaseNumber number = state.release().get();
    return database.read(
        handle -> {
          Release release = release(handle, app, number);
          return planning.wanted(release, state, values.of(handle, release, state));
        });
  }

  /** Plans everything stored for the public address that is in force now. */
  public Relocation relocation() {
    return new Relocation(planning);
  }

  /** The build of a release; empty when its source is its artifact. */
  public Optional<OneOff> build(Release release, InstanceId id) {
    return planning.build(release, id);
  }

  /** The release command of a release, if it has one. */
  public Optional<OneOff> releaseCommand(Release release, AppState state, InstanceId id) {
    Map<EnvName, Secret> opened = database.read(handle -> values.of(handle, release, state));
    return planning.releaseCommand(release, id, opened);
  }

  /** The databases that the file of a release asks for. */
  public AppDatabases.Services services(Release release) {
    Release.Content content = release.content();
    return new AppDatabases.Services(
        release.app(),
        Optional.of(content.environment()).filter(name -> !name.isEmpty()),
        SpecTexts.of(content).services());
  }

  /** A command to run once beside the release that serves. */
  public OneOff run(Release release, OneOffOrder order) {
    Map<EnvName, Secret> opened =
        database.read(
            handle -> {
              AppState state =
                  apps.find(handle, release.app()).map(App::state).orElse(AppState.EMPTY);
              return values.of(handle, release, state);
            });
    return planning.oneOff(release, order, opened);
  }

  /** A release that is known to exist. */
  public Release release(AppId app, ReleaseNumber number) {
    return database.read(handle -> release(handle, app, number));
  }

  private Release release(Handle handle, AppId app, ReleaseNumber number) {
    return releases
        .find(handle, app, number)
        .orElseThrow(
            () ->
                new NpException.NotFound(
                    ErrorCode.NO_RELEASE,
                    app.app() + " has no release " + number,
                    "np releases " + app.app() + " lists what was kept"));
  }
}
