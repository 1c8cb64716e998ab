package np.edge;

import java.net.InetSocketAddress;
import np.edge.postgres.Gateway;
import np.edge.postgres.GatewayConfig;
import np.edge.socket.Transport;

/**
 * A gateway for databases beside the HTTP of an edge.
 *
 * @param listen where PostgreSQL's clients come in; port 0 takes any free port
 */
public record GatewaySetup(GatewayConfig config, Gateway.Parts parts, InetSocketAddress listen) {

  Gateway open(Transport transport) {
    return new Gateway(config, transport, parts);
  }
}
