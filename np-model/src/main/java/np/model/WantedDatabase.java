package np.model;

/**
 * What an engine must keep: one PostgreSQL instance with one database and the role that owns it.
 *
 * @param id whose
 * @param generation grows with every change; an older wish never replaces a newer one
 * @param label its name in the connection string
 * @param version of PostgreSQL; fixed once it is made
 * @param verifier of the owner's password; with another one sessions of the old password are cut
 * @param settings what the owner has chosen
 * @param origin where its data come from
 * @param presence whether it may be used
 */
public record WantedDatabase(
    DatabaseId id,
    long generation,
    DatabaseLabel label,
    PostgresVersion version,
    ScramVerifier verifier,
    DatabaseSettings settings,
    DatabaseOrigin origin,
    Presence presence) {

  /** Whether a database may be used. */
  public enum Presence {
    SERVING,
    /** Stopped and not to be woken; its data are kept until it is removed. */
    TRASHED
  }
}
