package np.api;

import java.util.List;

/**
 * {@code np.database-access/1}: a database and how to connect to it; what POST /v1/databases, its
 * branches and rotate answer. Holds the password, as {@link DatabaseUrlView} does.
 *
 * @param database as it is kept and as it is now
 * @param url how to connect
 * @param deployments the changes of linked apps that a new password has opened
 */
public record DatabaseAccessView(
    String schema, DatabaseView database, DatabaseUrlView url, List<DeploymentView> deployments) {
  public DatabaseAccessView {
    deployments = List.copyOf(deployments);
  }
}
