package np.server.databases;

import java.util.List;
import np.api.DatabaseAccessView;
import np.api.DatabaseRequests;
import np.api.DatabaseView;
import np.api.Schemas;
import np.model.DatabaseName;
import np.model.Pooling;
import np.model.Role;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.Feature;

/** The API of what can be done with a database that is there. */
final class DatabaseLifeRoutes implements Feature {
  private final DatabaseChanges changes;
  private final DatabaseTrash trash;
  private final Restarts restarts;
  private final DatabaseReads reads;
  private final Views views;

  /** What it works with. */
  record Parts(
      DatabaseChanges changes,
      DatabaseTrash trash,
      Restarts restarts,
      DatabaseReads reads,
      Views views) {}

  DatabaseLifeRoutes(Parts parts) {
    this.changes = parts.changes();
    this.trash = parts.trash();
    this.restarts = parts.restarts();
    this.reads = parts.reads();
    this.views = parts.views();
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.patch("/v1/databases/{database}")
            .needs(Role.DEVELOPER)
            .says("Changes memory and sleep, adds extensions")
            .takes(DatabaseRequests.Change.class)
            .answers(200, DatabaseView.class)
            .by(this::change),
        ApiRoute.post("/v1/databases/{database}/rotate")
            .needs(Role.DEVELOPER)
            .says("Gives it another password and restarts linked apps with it")
            .answers(200, DatabaseAccessView.class)
            .by(this::rotate),
        ApiRoute.post("/v1/databases/{database}/reset")
            .needs(Role.DEVELOPER)
            .says("Makes a branch anew from what its parent is now")
            .answers(200, DatabaseView.class)
            .by(request -> view(changes.reset(DatabaseRoutes.caller(request), name(request)))),
        ApiRoute.post("/v1/databases/{database}/suspend")
            .needs(Role.DEVELOPER)
            .says("Stops it until the next connection")
            .answers(200, DatabaseView.class)
            .by(request -> view(changes.suspend(DatabaseRoutes.caller(request), name(request)))),
        ApiRoute.post("/v1/databases/{database}/resume")
            .needs(Role.DEVELOPER)
            .says("Starts it")
            .answers(200, DatabaseView.class)
            .by(request -> view(changes.resume(DatabaseRoutes.caller(request), name(request)))),
        ApiRoute.delete("/v1/databases/{database}")
            .needs(Role.OWNER)
            .says("Stops it and keeps it in the trash for 7 days")
            .answers(200, DatabaseView.class)
            .by(request -> view(trash.destroy(DatabaseRoutes.id(request), by(request)))),
        ApiRoute.post("/v1/databases/{database}/undelete")
            .needs(Role.OWNER)
            .says("Takes it out of the trash")
            .answers(200, DatabaseView.class)
            .by(request -> view(trash.undelete(DatabaseRoutes.id(request), by(request)))));
  }

  private static DatabaseName name(ApiRequest request) {
    return DatabaseRoutes.id(request).name();
  }

  private static String by(ApiRequest request) {
    return request.principal().name();
  }

  private Answer view(StoredDatabase database) {
    return Answer.ok(reads.view(database));
  }

  private Answer change(ApiRequest request) {
    DatabaseRequests.Change body = request.body(DatabaseRequests.Change.class);
    return view(changes.settings(DatabaseRoutes.caller(request), name(request), body));
  }

  private Answer rotate(ApiRequest request) {
    StoredDatabase database = changes.rotate(DatabaseRoutes.caller(request), name(request));
    return new Answer.ShownOnce(
        200,
        new DatabaseAccessView(
            Schemas.DATABASE_ACCESS,
            reads.view(database),
            views.url(database, Pooling.NONE),
            restarts.now(database, by(request)).deployments()));
  }
}
