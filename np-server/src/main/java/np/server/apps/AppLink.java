package np.server.apps;

import np.model.DatabaseName;
import np.model.Pooling;

/**
 * A database of the tenant whose URL an app finds in a variable.
 *
 * @param origin who wants it so
 * @param pooling of the app's connections
 */
public record AppLink(DatabaseName database, Origin origin, Pooling pooling) {

  /** Who wants it so. */
  public enum Origin {
    /** Somebody, by {@code np db link}; it stays until somebody takes it away. */
    HAND,
    /** The services of np.yaml; each deploy makes them anew. */
    FILE
  }

  /** As somebody links it. */
  static AppLink byHand(DatabaseName database) {
    return new AppLink(database, Origin.HAND, Pooling.NONE);
  }
}
