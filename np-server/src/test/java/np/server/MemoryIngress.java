package np.server;

import java.util.List;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Route;
import np.model.RouteStatus;
import np.model.RouteTable;
import np.spi.Ingress;

/** An edge that keeps its table in memory; every route of it is live. */
public final class MemoryIngress implements Ingress {
  private volatile RouteTable table = RouteTable.EMPTY;
  private volatile boolean away;

  /** Whether the edge answers. */
  public void away(boolean isAway) {
    away = isAway;
  }

  public RouteTable table() {
    return table;
  }

  public List<Route> routes() {
    return table.routes();
  }

  @Override
  public synchronized void publish(RouteTable wanted) {
    check();
    if (wanted.generation() > table.generation()) {
      table = wanted;
    }
  }

  @Override
  public RouteStatus verify(Route route) {
    check();
    RouteTable now = table;
    return now.routes().contains(route)
        ? new RouteStatus(now.generation(), RouteStatus.State.LIVE, "")
        : new RouteStatus(now.generation(), RouteStatus.State.MISSING, "no such route");
  }

  private void check() {
    if (away) {
      throw new NpException.Unavailable(
          ErrorCode.EDGE_UNAVAILABLE, "np edge does not answer", "start it");
    }
  }
}
