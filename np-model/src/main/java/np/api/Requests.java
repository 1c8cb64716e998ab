package np.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The smaller request bodies. */
public final class Requests {
  private Requests() {}

  /** POST /v1/apps/{app}/scale: process to count. */
  public record Scale(Map<String, Integer> processes) {}

  /** POST /v1/apps/{app}/rollback: null for the release before the current one. */
  public record Rollback(@Nullable String release) {}

  /** POST /v1/apps/{app}/restart: null for every process. */
  public record Restart(@Nullable String process) {}

  /**
   * POST /v1/apps/{app}/run and /exec.
   *
   * @param command program and arguments
   * @param instance of exec: web.1 or an instance id; null for the first one of web
   * @param timeoutSeconds 1 to 86,400; null for an hour
   */
  public record Run(
      List<String> command, @Nullable String instance, @Nullable Long timeoutSeconds) {}

  /**
   * The first message on GET /v1/apps/{app}/run and /exec, a text; the others are binary, see
   * {@link SessionFrames}.
   *
   * @param command program and arguments
   * @param instance of exec: web.1 or an instance id; null for the first one of web
   * @param timeoutSeconds 1 to 86,400; null for a day
   * @param terminal that it gets; null for pipes
   */
  public record Attach(
      List<String> command,
      @Nullable String instance,
      @Nullable Long timeoutSeconds,
      @Nullable Terminal terminal) {}

  /**
   * A terminal.
   *
   * @param type as in TERM: {@code xterm-256color}
   * @param columns 1 to 65,535
   * @param rows 1 to 65,535
   */
  public record Terminal(String type, int columns, int rows) {}
}
