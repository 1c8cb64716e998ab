package np.api;

import java.util.List;

/** {@code np.app/1}: an app as it is kept. */
public record AppView(
    String schema,
    String name,
    String tenant,
    String state,
    String release,
    String url,
    List<String> routes,
    String createdAt,
    String createdBy,
    String deletedAt) {

  /** {@code np.apps/1}. */
  public record Page(String schema, List<AppView> apps) {}
}
