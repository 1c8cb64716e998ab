package np.edge;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import np.edge.http.EdgeLimits;
import np.edge.proxy.TrustedProxies;
import np.edge.socket.Listeners.Company;

/**
 * How an edge is set up.
 *
 * @param directory where it keeps its table and endpoints; made when missing
 * @param listen where clients come in
 * @param company whether another edge listens there already
 * @param limits of everything
 * @param loops event loops; one per processor is right
 * @param clock for dates
 * @param idOrigin a random number, so that request ids of several edges differ
 * @param proxies before its HTTP listeners
 */
public record EdgeConfig(
    Path directory,
    List<Listen> listen,
    Company company,
    EdgeLimits limits,
    int loops,
    InstantSource clock,
    long idOrigin,
    TrustedProxies proxies) {
  public EdgeConfig {
    listen = List.copyOf(listen);
  }

  /** Of an edge with no proxy before it. */
  public EdgeConfig(
      Path directory,
      List<Listen> listen,
      Company company,
      EdgeLimits limits,
      int loops,
      InstantSource clock,
      long idOrigin) {
    this(directory, listen, company, limits, loops, clock, idOrigin, TrustedProxies.NONE);
  }
}
