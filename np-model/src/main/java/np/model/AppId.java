package np.model;

/** An app of a tenant, unique on the platform. */
public record AppId(TenantName tenant, AppName app) {

  /** {@code tenant/app}, as used in paths and logs. */
  @Override
  public String toString() {
    return tenant + "/" + app;
  }
}
