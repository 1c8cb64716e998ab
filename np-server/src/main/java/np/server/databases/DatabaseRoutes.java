package np.server.databases;

import java.util.List;
import java.util.Optional;
import np.api.DatabaseAccessView;
import np.api.DatabaseRequests;
import np.api.DatabaseUrlView;
import np.api.DatabaseView;
import np.api.Schemas;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Pooling;
import np.model.Role;
import np.server.databases.DatabaseStore.Slice;
import np.server.databases.Databases.Caller;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.Feature;

/** The API of databases: making, listing, connecting. */
final class DatabaseRoutes implements Feature {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  private final Databases databases;
  private final DatabaseReads reads;
  private final Views views;

  DatabaseRoutes(Databases databases, DatabaseReads reads, Views views) {
    this.databases = databases;
    this.reads = reads;
    this.views = views;
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.post("/v1/databases")
            .needs(Role.DEVELOPER)
            .says("Makes a database and tells how to connect to it")
            .takes(DatabaseRequests.Create.class)
            .answers(201, DatabaseAccessView.class)
            .by(this::create),
        ApiRoute.get("/v1/databases")
            .needs(Role.VIEWER)
            .says("Lists databases by name")
            .query("after", "the name before the first; next of the page before")
            .query("limit", "how many at most, 1 to 1000, default 100")
            .query("deleted", "true: those in the trash instead")
            .answers(200, DatabaseView.Page.class)
            .by(this::list),
        ApiRoute.get("/v1/databases/{database}")
            .needs(Role.VIEWER)
            .says("Tells about a database")
            .answers(200, DatabaseView.class)
            .by(request -> Answer.ok(reads.get(id(request)))),
        ApiRoute.get("/v1/databases/{database}/url")
            .needs(Role.DEVELOPER)
            .says("Tells how to connect to a database, password included")
            .query("pooled", "true: through the pool, a connection for each transaction")
            .answers(200, DatabaseUrlView.class)
            .by(this::url),
        ApiRoute.post("/v1/databases/{database}/branches")
            .needs(Role.DEVELOPER)
            .says("Makes a database that begins as what this one is now")
            .takes(DatabaseRequests.Branch.class)
            .answers(201, DatabaseAccessView.class)
            .by(this::branch));
  }

  /** The database that a request names, in the caller's tenant. */
  static DatabaseId id(ApiRequest request) {
    return new DatabaseId(request.principal().tenant(), new DatabaseName(request.path("database")));
  }

  static Caller caller(ApiRequest request) {
    return new Caller(request.principal(), request.claim());
  }

  private Answer create(ApiRequest request) {
    Registry.New wanted = Inputs.create(request.body(DatabaseRequests.Create.class));
    return access(databases.create(caller(request), wanted));
  }

  private Answer branch(ApiRequest request) {
    Databases.Branch wanted = Inputs.branch(request.body(DatabaseRequests.Branch.class));
    return access(databases.branch(caller(request), id(request).name(), wanted));
  }

  private Answer access(StoredDatabase made) {
    return new Answer.ShownOnce(
        201,
        new DatabaseAccessView(
            Schemas.DATABASE_ACCESS, reads.view(made), views.url(made, Pooling.NONE), List.of()));
  }

  private Answer list(ApiRequest request) {
    boolean trash = request.query("deleted").equals(Optional.of("true"));
    return Answer.ok(
        reads.list(
            new Slice(
                request.principal().tenant(),
                trash ? Life.Presence.TRASHED : Life.Presence.SERVING,
                request.query("after").orElse(""),
                request.query("limit").map(DatabaseRoutes::limit).orElse(USUAL))));
  }

  private static int limit(String text) {
    if (text.matches("[0-9]{1,4}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    }
    throw new NpException.Invalid(ErrorCode.BAD_VALUE, "limit is out of range", "use 1 to " + MOST);
  }

  private Answer url(ApiRequest request) {
    boolean pooled = request.query("pooled").equals(Optional.of("true"));
    Pooling pooling = pooled ? Pooling.TRANSACTION : Pooling.NONE;
    return Answer.ok(reads.url(id(request), pooling, request.principal().name()));
  }
}
