package np.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request bodies about databases.
 *
 * <pre>
 * POST   /v1/databases                       Create   201 DatabaseAccessView
 * GET    /v1/databases?after=&amp;limit=&amp;deleted= 200 DatabaseView.Page
 * GET    /v1/databases/{database}                     200 DatabaseView
 * PATCH  /v1/databases/{database}            Change   200 DatabaseView
 * DELETE /v1/databases/{database}                     200 DatabaseView, in the trash for 7 days
 * POST   /v1/databases/{database}/undelete            200 DatabaseView
 * GET    /v1/databases/{database}/url?pooled=         200 DatabaseUrlView
 * POST   /v1/databases/{database}/branches   Branch   201 DatabaseAccessView of the branch
 * POST   /v1/databases/{database}/reset               200 DatabaseView
 * POST   /v1/databases/{database}/rotate              200 DatabaseAccessView
 * POST   /v1/databases/{database}/suspend             200 DatabaseView
 * POST   /v1/databases/{database}/resume              200 DatabaseView
 * PUT    /v1/databases/{database}/links/{app} Link    202 DeploymentView, 200 when unchanged
 * DELETE /v1/databases/{database}/links/{app}         202 DeploymentView, 200 when unchanged
 * GET    /v1/storage                                  200 StorageView
 * POST   /v1/storage                         Storage  200 StorageView
 * </pre>
 */
public final class DatabaseRequests {
  private DatabaseRequests() {}

  /**
   * POST /v1/databases.
   *
   * @param name null: one is made up
   * @param version {@code 17} or {@code 18}; null: the newest
   * @param memory {@code 64M} to {@code 1T}; null: {@code 256M}
   * @param sleep {@code 10s} to {@code 7d}, or {@code never}; null: {@code 5m}
   * @param extensions null: none
   */
  public record Create(
      @Nullable String name,
      @Nullable String version,
      @Nullable String memory,
      @Nullable String sleep,
      @Nullable List<String> extensions) {}

  /** PATCH /v1/databases/{database}: null leaves as it is; extensions are added. */
  public record Change(
      @Nullable String memory, @Nullable String sleep, @Nullable List<String> extensions) {}

  /**
   * POST /v1/databases/{database}/branches.
   *
   * @param name of the branch
   * @param ttl {@code 5m} to {@code 365d}: it ends by itself then; null: it stays
   */
  public record Branch(String name, @Nullable String ttl) {}

  /**
   * PUT /v1/databases/{database}/links/{app}.
   *
   * @param variable that gets the URL; null: {@code DATABASE_URL}, or {@code <NAME>_URL} when the
   *     app has another database already
   */
  public record Link(@Nullable String variable) {}

  /** POST /v1/storage. */
  public record Storage(String size) {}
}
