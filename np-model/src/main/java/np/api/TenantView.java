package np.api;

import java.util.List;

/** A tenant and how many apps it has. */
public record TenantView(String name, int apps, String createdAt) {

  /** {@code np.tenants/1}. */
  public record Page(String schema, List<TenantView> tenants) {}

  /** POST /v1/tenants. */
  public record Request(String name) {}
}
