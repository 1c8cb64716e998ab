package np.spi;

import java.util.function.Consumer;
import np.model.DatabaseActivity;
import np.model.DatabaseId;
import np.model.DatabaseRoute;
import np.model.DatabaseSocket;

/**
 * Knows which databases may be connected to and wakes them; the node's own, so that a gateway never
 * asks the server. A gateway calls these after its client has proved that it knows a password.
 */
public interface DatabaseCatalog {

  /**
   * Delivers every route now and each change from then on, in order and one at a time, until
   * closed. Keeps trying when the catalog's owner is away: the last known routes stay in force. The
   * caller closes the subscription.
   *
   * @param sink takes a route, or learns that a database exists no more
   */
  Subscription watch(Consumer<Change> sink);

  /** What a gateway is told. */
  sealed interface Change {
    /** This is how to let clients in from now on. */
    record Put(DatabaseRoute route) implements Change {}

    /** It exists no more. */
    record Gone(DatabaseId id) implements Change {}
  }

  /**
   * Starts the instance if it does not run and returns when it takes connections. Counts as
   * activity. Blocks; concurrent calls for one database share one start.
   *
   * @throws np.model.NpException.NotFound NO_DATABASE
   * @throws np.model.NpException.Unavailable DATABASE_UNAVAILABLE with the reason when it does not
   *     start in time
   */
  DatabaseSocket wake(DatabaseId id);

  /**
   * Reports that the first session was opened, that the last was closed, or, now and then, that
   * clients are still active. A gateway that goes away is taken to have closed its sessions.
   */
  void report(DatabaseActivity activity);

  /**
   * Reads the roles that may log in anew, if the instance runs; what has changed comes to {@link
   * #watch}. Roles are made and given passwords inside the database, too. Returns at once.
   */
  void refreshLogins(DatabaseId id);
}
