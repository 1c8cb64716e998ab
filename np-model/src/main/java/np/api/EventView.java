package np.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code np.event/1}: one thing that happened, as streamed by GET /v1/deployments/{id}/events and
 * printed by {@code np deploy --json}. Absent members are left out.
 *
 * @param seq grows within one stream; the SSE id
 * @param ts ISO-8601 UTC
 * @param step read, package, upload, queue, build, release, start, health, route, stop or done
 * @param state started, progress, ok, failed or skipped; of done: running, unchanged, failed,
 *     stopped
 * @param message one line for people
 * @param seconds how long the step took, when it has ended
 * @param url of done
 * @param release of done, and once known
 * @param error of a failed step
 */
public record EventView(
    String schema,
    long seq,
    String ts,
    String app,
    String deployment,
    String step,
    String state,
    String message,
    @Nullable Double seconds,
    @Nullable String url,
    @Nullable String release,
    @Nullable Failure error) {

  /**
   * Why it failed and what still serves.
   *
   * @param code for example NP0511
   * @param exit the exit code of the CLI: 7 while a former release serves, 8 when nothing does
   * @param instance which one tells the story, {@code web.1}; may be empty
   * @param instanceId the same one, by the id that its status has
   * @param probe the last probe's result or how the process ended
   * @param expected where it should have listened, may be empty
   * @param listening where it really listens
   * @param lastLines the end of its output
   * @param serving what still serves: {@code v41 (2 instances)}; empty when nothing does
   */
  public record Failure(
      String code,
      String message,
      String hint,
      int exit,
      String instance,
      @Nullable String instanceId,
      String probe,
      String expected,
      List<String> listening,
      List<String> lastLines,
      String serving) {
    public Failure {
      listening = List.copyOf(listening);
      lastLines = List.copyOf(lastLines);
    }
  }
}
