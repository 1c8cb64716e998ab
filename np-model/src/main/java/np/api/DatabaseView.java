package np.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code np.database/1}: a database as it is kept and as it is now. Absent members are left out.
 *
 * @param name within the tenant
 * @param label its name in the connection string
 * @param state preparing, sleeping, starting, running, stopping, failed, trashed or unknown
 * @param why one line, empty only for running and sleeping
 * @param version of PostgreSQL, for example {@code 18.6}
 * @param address host and port that clients connect to
 * @param memory for example {@code 256M}
 * @param sleep for example {@code 5m}, or {@code never}
 * @param parent of a branch
 * @param expiresAt when a branch ends by itself, ISO-8601 UTC
 * @param sizeBytes of its files
 * @param sessions connections now
 * @param lastActiveAt when a client last did something
 * @param links the apps that get its URL
 */
public record DatabaseView(
    String schema,
    String name,
    String label,
    String tenant,
    String state,
    String why,
    String version,
    Address address,
    String memory,
    String sleep,
    List<String> extensions,
    @Nullable String parent,
    @Nullable String expiresAt,
    long sizeBytes,
    int sessions,
    @Nullable String lastActiveAt,
    List<Link> links,
    String createdAt,
    String createdBy,
    @Nullable String deletedAt) {
  public DatabaseView {
    extensions = List.copyOf(extensions);
    links = List.copyOf(links);
  }

  /** Where clients connect to. */
  public record Address(String host, int port) {}

  /**
   * An app that gets the URL in its environment.
   *
   * @param variable for example {@code DATABASE_URL}
   */
  public record Link(String app, String variable) {}

  /**
   * {@code np.databases/1}, by name.
   *
   * @param next what to pass as {@code after} for the next page; absent on the last one
   */
  public record Page(String schema, List<DatabaseView> databases, @Nullable String next) {
    public Page {
      databases = List.copyOf(databases);
    }
  }
}
