package np.edge.postgres.route;

/**
 * Where a client wants to go; it need not exist.
 *
 * @param label of the database, without the mark of the pooled address
 * @param mode which of its addresses was used
 * @param role that the client wants to be
 * @param database inside the instance
 * @param kind by what the label was named
 */
public record Destination(String label, Mode mode, String role, String database, RoutingKind kind) {

  /** The two addresses of a database. */
  public enum Mode {
    /** A session in the instance for each client. */
    SESSION,
    /** Sessions in the instance are lent out for one transaction. */
    POOLED
  }
}
