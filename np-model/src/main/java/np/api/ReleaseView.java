package np.api;

import java.util.List;

/**
 * One release.
 *
 * @param state current, kept (can be rolled back to), swept or failed
 * @param seconds what each step took, build and release command included
 */
public record ReleaseView(
    String release,
    String state,
    String createdAt,
    String createdBy,
    String message,
    String source,
    List<String> changes,
    double seconds) {

  /** {@code np.releases/1}. */
  public record Page(String schema, String app, List<ReleaseView> releases) {}
}
