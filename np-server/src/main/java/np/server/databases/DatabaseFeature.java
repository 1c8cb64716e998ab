package np.server.databases;

import java.util.List;
import java.util.Locale;
import np.model.DatabaseId;
import np.server.apps.Links;
import np.server.http.ApiRoute;
import np.server.http.Feature;
import np.server.status.DatabaseStates;
import np.spi.Metric;

/** All of databases: their routes, and what happens to them by itself. */
public final class DatabaseFeature implements Feature, DatabaseStates {
  private final List<Feature> routes;
  private final Keeper keeper;
  private final DatabaseBoard board;
  private static final State UNKNOWN =
      new State("unknown", "np node has not told of it yet → np server status");

  public DatabaseFeature(DatabaseRoom room, Links links) {
    DatabaseParts parts = room.parts;
    this.board = new DatabaseBoard(parts.engine(), parts.signals());
    var applier = new Applier(parts, board::forget);
    var views = new Views(room.address, parts.passwords());
    var reads = new DatabaseReads(parts, room.registry, views);
    var trash = new DatabaseTrash(parts, room.registry, applier);
    var restarts = new Restarts(parts, links);
    var changes = new DatabaseChanges(parts, room.registry, applier);
    this.keeper =
        new Keeper(
            parts, new Keeper.Work(applier, trash, restarts), new ClockTrust(System::nanoTime));
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

  /** How many databases are in each state. */
  public List<Metric> metrics() {
    return board.metrics();
  }

  @Override
  public State of(DatabaseId id) {
    return board
        .of(id)
        .map(status -> new State(status.state().name().toLowerCase(Locale.ROOT), status.why()))
        .orElse(UNKNOWN);
  }

  @Override
  public void start() {
    board.start();
    keeper.start();
  }

  @Override
  public void close() {
    keeper.close();
    board.close();
  }
}
