package np.server.deploy;

import java.util.List;
import java.util.Optional;
import np.model.AppId;
import np.model.Route;
import np.model.RouteStatus;
import np.model.RouteTable;
import np.server.apps.RouteStore;
import np.server.apps.RouteStore.Taken;
import np.server.store.Database;
import np.spi.Ingress;

/** Keeps the edge's table equal to the stored one; an older table never replaces a newer one. */
final class RoutePublisher {
  private final Database database;
  private final Ingress ingress;
  private final RouteStore store = new RouteStore();

  RoutePublisher(Database database, Ingress ingress) {
    this.database = database;
    this.ingress = ingress;
  }

  /** Whether the edge had to be told. */
  enum Result {
    PUBLISHED,
    SAME
  }

  /** Makes these the app's routes, here and at the edge. */
  Result publish(AppId app, List<Route> wanted, Taken taken) {
    boolean changed = database.write(handle -> store.replace(handle, app, wanted, taken));
    RouteTable table = database.read(store::table);
    if (!changed && isCurrent(table)) {
      return Result.SAME;
    }
    ingress.publish(table);
    return Result.PUBLISHED;
  }

  /** Brings an edge up to date that missed something, or one that knows a later future. */
  void catchUp() {
    RouteTable table = database.read(store::table);
    Optional<Long> edge = generation(table);
    if (edge.isPresent() && edge.get() > table.generation()) {
      database.change(handle -> store.outgrow(handle, edge.get()));
      ingress.publish(database.read(store::table));
    } else if (!edge.equals(Optional.of(table.generation()))) {
      ingress.publish(table);
    }
  }

  /** Whether a route reaches something now, and why not. */
  RouteStatus verify(Route route) {
    return ingress.verify(route);
  }

  private boolean isCurrent(RouteTable table) {
    return generation(table).filter(edge -> edge >= table.generation()).isPresent();
  }

  private Optional<Long> generation(RouteTable table) {
    return table.routes().stream().findFirst().map(route -> ingress.verify(route).generation());
  }
}
