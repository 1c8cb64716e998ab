package np.server.databases;

import java.util.List;
import java.util.Locale;
import np.api.DatabaseRequests;
import np.api.Schemas;
import np.api.StorageView;
import np.model.ByteSize;
import np.model.Role;
import np.model.StorageStatus;
import np.server.audit.Audit;
import np.server.audit.AuditEntry;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.Feature;
import np.spi.DatabaseEngine;

/** The API of where databases are kept. */
final class StorageRoutes implements Feature {
  private final DatabaseEngine engine;
  private final Audit audit;

  StorageRoutes(DatabaseEngine engine, Audit audit) {
    this.engine = engine;
    this.audit = audit;
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/v1/storage")
            .needs(Role.OPERATOR)
            .says("Tells how data directories are kept and branched")
            .answers(200, StorageView.class)
            .by(request -> Answer.ok(view(engine.storage()))),
        ApiRoute.post("/v1/storage")
            .needs(Role.OPERATOR)
            .says("Makes a file system that branches at once, for new databases")
            .takes(DatabaseRequests.Storage.class)
            .answers(200, StorageView.class)
            .by(this::prepare));
  }

  private Answer prepare(ApiRequest request) {
    ByteSize size = ByteSize.parse(request.body(DatabaseRequests.Storage.class).size());
    StorageStatus made = engine.prepareStorage(size);
    audit.record(AuditEntry.of(request.principal(), "storage.prepare", made.kind() + " " + size));
    return Answer.ok(view(made));
  }

  private static StorageView view(StorageStatus status) {
    return new StorageView(
        Schemas.STORAGE,
        status.kind().name().toLowerCase(Locale.ROOT),
        status.path(),
        status.total().bytes(),
        status.free().bytes(),
        status.why());
  }
}
