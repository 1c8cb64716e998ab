package np.spi;

import np.model.Route;
import np.model.RouteStatus;
import np.model.RouteTable;

/**
 * Carries traffic from outside to workloads. May throw {@link np.model.NpException.Unavailable}
 * when it cannot be reached.
 */
public interface Ingress {

  /**
   * Takes the whole table, never a delta; returns when it is on disk and requests are answered by
   * it. A table that is not newer than the one in force changes nothing. A table that cannot be
   * served is refused whole with {@link np.model.NpException.Invalid}, and the old one stays.
   */
  void publish(RouteTable wanted);

  /** Whether a request for this route would reach something now. */
  RouteStatus verify(Route route);
}
