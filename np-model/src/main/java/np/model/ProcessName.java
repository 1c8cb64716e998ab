package np.model;

/**
 * The name of a process type of an app: web, worker and so on.
 *
 * @param value matches {@code [a-z][a-z0-9-]{0,38}[a-z0-9]}; anything else is {@link
 *     NpException.Invalid}
 */
public record ProcessName(String value) {
  public ProcessName {
    Identifier.check("process", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
