package np.api;

import java.util.List;

/**
 * {@code np.plan/1}: what a deploy would change.
 *
 * @param changes nothing when empty
 * @param restarts how many running instances would be replaced
 */
public record PlanView(
    String schema,
    String app,
    String from,
    List<Change> changes,
    int restarts,
    List<String> notes) {

  /**
   * One difference.
   *
   * @param sign + added, ~ changed, - removed
   * @param path for example web.resources.memory
   * @param from the old value, secrets as «hidden»
   * @param note its consequence, may be empty
   */
  public record Change(String sign, String path, String from, String to, String note) {}
}
