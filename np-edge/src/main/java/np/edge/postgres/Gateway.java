package np.edge.postgres;

import io.netty.channel.Channel;
import java.security.SecureRandom;
import np.edge.http.Certificates;
import np.edge.postgres.database.Databases;
import np.edge.postgres.database.Waker;
import np.edge.postgres.limit.Visitors;
import np.edge.postgres.metric.GatewayMetrics;
import np.edge.postgres.route.DestinationRules;
import np.edge.postgres.scram.MockVerifiers;
import np.edge.postgres.session.Clients;
import np.edge.postgres.session.Gate;
import np.edge.socket.OpenConnections;
import np.edge.socket.Transport;
import np.spi.DatabaseCatalog;

/** Lets PostgreSQL's clients into their databases, on the event loops of the edge. */
public final class Gateway {
  private final Databases databases;
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final Clients clients;

  /** What the gateway gets from the other parts of np. */
  public record Parts(DatabaseCatalog catalog, Certificates certificates, SecureRandom random) {}

  /** A gateway that knows no database before it is started. */
  public Gateway(GatewayConfig config, Transport transport, Parts parts) {
    databases = new Databases(parts.catalog(), config.directory(), config.clock());
    Waker waker = new Waker(parts.catalog(), config.limits(), metrics, databases::moved);
    Gate gate =
        new Gate(
            config.limits(),
            metrics,
            new Visitors(config.limits()),
            config.proxies(),
            parts.certificates(),
            new DestinationRules(config.zone()),
            databases,
            waker,
            new MockVerifiers(new SecretFile(config.directory()).read(parts.random())),
            parts.random());
    clients = new Clients(gate, transport);
  }

  /** Starts from the databases on disk and follows the catalog; writes nothing to disk. */
  public void start() {
    databases.start();
  }

  /** Begins to write what is on disk. */
  public void keep() {
    databases.keep();
  }

  /** Writes nothing to disk any more. */
  public void rest() {
    databases.rest();
  }

  /** Takes a new connection of a client, whose channel is registered on its loop. */
  public void accept(Channel channel) {
    clients.accept(channel);
  }

  /** The connections, and how they end. */
  public OpenConnections connections() {
    return clients;
  }

  /** What is counted. */
  public GatewayMetrics metrics() {
    return metrics;
  }

  /** Stops following the catalog. The connections must be closed. */
  public void close() {
    databases.close();
  }
}
