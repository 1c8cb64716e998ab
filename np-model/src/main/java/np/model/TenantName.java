package np.model;

/**
 * The owner of apps, databases, volumes and secrets; isolated from every other tenant.
 *
 * @param value matches {@code [a-z][a-z0-9-]{0,38}[a-z0-9]}; anything else is {@link
 *     NpException.Invalid}
 */
public record TenantName(String value) {
  public TenantName {
    Identifier.check("tenant", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
