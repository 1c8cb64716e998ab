package np.api;

import java.util.List;
import java.util.Map;

/**
 * {@code np.env/1}: the plain variables that were set by hand, and those of np.yaml.
 *
 * @param set by np env set; they win over the file's
 * @param file by np.yaml
 */
public record EnvView(
    String schema, String app, Map<String, String> set, Map<String, String> file) {

  /** PATCH /v1/apps/{app}/env and /secrets. */
  public record Patch(Map<String, String> set, List<String> unset) {}

  /** {@code np.secrets/1}: names only, never values. */
  public record Secrets(String schema, String app, List<Entry> secrets) {}

  /**
   * One secret.
   *
   * @param state set, generated or missing
   * @param updatedAt ISO-8601 UTC, may be empty
   */
  public record Entry(String name, String state, String updatedAt) {}
}
