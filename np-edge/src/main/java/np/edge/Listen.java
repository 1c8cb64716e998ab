package np.edge;

import java.net.InetSocketAddress;
import np.edge.http.Peer.Scheme;

/**
 * An address that the edge listens on.
 *
 * @param scheme plain or TLS
 * @param address port 0 takes any free port, see {@link EdgeServer#addresses}
 */
public record Listen(Scheme scheme, InetSocketAddress address) {}
