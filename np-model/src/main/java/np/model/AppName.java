package np.model;

/**
 * The name of an app, unique within its tenant.
 *
 * @param value matches {@code [a-z][a-z0-9-]{0,38}[a-z0-9]}; anything else is {@link
 *     NpException.Invalid}
 */
public record AppName(String value) {
  public AppName {
    Identifier.check("app", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
