package np.edge.http;

import java.time.InstantSource;
import np.edge.limit.OpenFiles;

/**
 * What every part of the data plane shares.
 *
 * @param limits of everything
 * @param files that may be open
 * @param metrics that are counted
 * @param log of requests
 * @param clock for dates
 * @param idOrigin a random number, another one in each process
 */
public record EdgeContext(
    EdgeLimits limits,
    OpenFiles files,
    EdgeMetrics metrics,
    AccessLog log,
    InstantSource clock,
    long idOrigin) {}
