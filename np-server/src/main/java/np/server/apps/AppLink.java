package np.server.apps;

import np.model.DatabaseName;

/**
 * A database of the tenant whose URL an app finds in a variable.
 *
 * @param origin who wants it so
 */
public record AppLink(DatabaseName database, Origin origin) {

  /** Who wants it so. */
  public enum Origin {
    /** Somebody, by {@code np db link}; it stays until somebody takes it away. */
    HAND,
    /** The services of np.yaml; each deploy makes them anew. */
    FILE
  }
}
