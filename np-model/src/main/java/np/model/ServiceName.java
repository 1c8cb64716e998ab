package np.model;

/**
 * What np.yaml calls a database of an app.
 *
 * @param value matches {@code [a-z][a-z0-9-]{0,38}[a-z0-9]}; anything else is {@link
 *     NpException.Invalid}
 */
public record ServiceName(String value) {
  public ServiceName {
    Identifier.check("service", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
