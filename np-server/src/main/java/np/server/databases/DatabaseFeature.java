package np.server.databases;

import java.util.List;
import np.server.apps.Links;
import np.server.http.ApiRoute;
import np.server.http.Feature;

/** All of databases: their routes, and what happens to them by itself. */
public final class DatabaseFeature implements Feature {
  private final List<Feature> routes;
  private final Keeper keeper;

  public DatabaseFeature(DatabaseRoom room, Links links) {
    DatabaseParts parts = room.parts;
    var applier = new Applier(parts);
    var views = new Views(room.address, parts.passwords());
    var reads = new DatabaseReads(parts, room.registry, views);
    var trash = new DatabaseTrash(parts, room.registry, applier);
    var restarts = new Restarts(parts, links);
    var changes = new DatabaseChanges(parts, room.registry, applier);
    this.keeper = new Keeper(parts, applier, trash, restarts);
    this.routes =
        List.of(
            new DatabaseRoutes(new Databases(parts, room.registry, applier), reads, views),
            new DatabaseLifeRoutes(
                new DatabaseLifeRoutes.Parts(changes, trash, restarts, reads, views)),
            new StorageRoutes(parts.engine(), parts.audit()));
  }

  @Override
  public List<ApiRoute> routes() {
    return routes.stream().map(Feature::routes).flatMap(List::stream).toList();
  }

  @Override
  public void start() {
    keeper.start();
  }

  @Override
  public void close() {
    keeper.close();
  }
}
