package np.edge;

import np.edge.table.RouteTableHolder;
import np.edge.upstream.Upstreams;
import np.model.Route;
import np.model.RouteStatus;
import np.model.RouteStatus.State;
import np.model.RouteTable;
import np.spi.Ingress;

/** The ingress of the edge that runs in this process. */
public final class EdgeIngress implements Ingress {
  private final RouteTableHolder table;
  private final Upstreams upstreams;

  EdgeIngress(RouteTableHolder table, Upstreams upstreams) {
    this.table = table;
    this.upstreams = upstreams;
  }

  /** The generation of the table in force. */
  public long generation() {
    return table.router().table().generation();
  }

  /** Whether the table in force has routes for a host in canonical form. */
  public boolean routes(String host) {
    return table.router().host(host) != null;
  }

  @Override
  public void publish(RouteTable wanted) {
    table.publish(wanted);
  }

  @Override
  public RouteStatus verify(Route route) {
    long generation = table.router().table().generation();
    if (!table.router().has(route)) {
      return new RouteStatus(generation, State.MISSING, "the edge has no such route");
    }
    if (route instanceof Route.Proxy proxy && !upstreams.serves(proxy.workload())) {
      return new RouteStatus(
          generation, State.NO_ENDPOINT, "no instance of " + proxy.workload() + " serves");
    }
    return new RouteStatus(generation, State.LIVE, "");
  }
}
