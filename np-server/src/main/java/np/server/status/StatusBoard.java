package np.server.status;

import java.util.List;
import java.util.Optional;
import np.api.Schemas;
import np.api.StatusView;
import np.model.AppName;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.TenantName;
import np.server.apps.AppListing;
import np.server.apps.AppListing.Listed;
import np.server.apps.AppStore.Shelf;
import np.server.store.Database;

/** What all apps of a tenant are doing: one statement for what was wanted, memory for the rest. */
public final class StatusBoard {
  private final Database database;
  private final EngineBoard engine;
  private final DatabaseStates databases;
  private final AppListing listing = new AppListing();

  public StatusBoard(Database database, EngineBoard engine, DatabaseStates databases) {
    this.database = database;
    this.engine = engine;
    this.databases = databases;
  }

  /**
   * The status of all apps, or of one.
   *
   * @throws NpException.NotFound NO_APP when the one is not there
   */
  public StatusView status(TenantName tenant, Optional<AppName> only) {
    List<Listed> apps = only.map(name -> one(tenant, name)).orElseGet(() -> all(tenant));
    return new StatusView(Schemas.STATUS, apps.stream().map(this::app).toList());
  }

  private List<Listed> all(TenantName tenant) {
    return database.read(handle -> listing.list(handle, tenant, Shelf.APPS));
  }

  private List<Listed> one(TenantName tenant, AppName name) {
    return database
        .read(handle -> listing.find(handle, tenant, name))
        .map(List::of)
        .orElseThrow(
            () ->
                new NpException.NotFound(
                    ErrorCode.NO_APP, "there is no app " + name, "np apps list names all apps"));
  }

  private StatusView.App app(Listed listed) {
    return new AppStatus(listed, engine, databases).view();
  }
}
