package np.model;

/**
 * What its owner calls a database; unique within the tenant, branches included.
 *
 * @param value matches {@code [a-z][a-z0-9-]{0,38}[a-z0-9]}; anything else is {@link
 *     NpException.Invalid}
 */
public record DatabaseName(String value) {
  public DatabaseName {
    Identifier.check("database", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
