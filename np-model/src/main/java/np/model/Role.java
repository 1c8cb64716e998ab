package np.model;

/** What the holder of a token may do; each role may do what those after it may. */
public enum Role {
  /** Everything, in every tenant: the person who runs the platform. */
  OPERATOR,
  /** Everything within the tenant, tokens included. */
  OWNER,
  /** Deploys and changes apps of the tenant. */
  DEVELOPER,
  /** Reads, but no secrets. */
  VIEWER;

  /** Whether this role may do what {@code needed} may. */
  public boolean covers(Role needed) {
    return compareTo(needed) <= 0;
  }
}
