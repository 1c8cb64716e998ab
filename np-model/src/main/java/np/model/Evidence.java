package np.model;

import java.util.List;
import java.util.Optional;

/**
 * Why instances did not make it, for a person to act on.
 *
 * @param code the kind of failure: NEVER_HEALTHY, EXITED, OUT_OF_MEMORY, WRONG_PORT, NO_ROOM or
 *     NO_RUNTIME
 * @param instance which one tells the story, {@code web.1}; empty when none does
 * @param id that very one's, as its status has it
 * @param summary one sentence: {@code GET /health: connection refused, 12 tries in 30 s}
 * @param exit how the process ended, if it did
 * @param expected where it should have listened, {@code 127.0.0.1:24107}; empty for workers
 * @param listening where its processes really listen
 * @param lastLines the end of its output, at most 20 lines
 */
public record Evidence(
    ErrorCode code,
    String instance,
    Optional<InstanceId> id,
    String summary,
    Optional<Exit> exit,
    String expected,
    List<String> listening,
    List<String> lastLines) {
  public Evidence {
    listening = List.copyOf(listening);
    lastLines = List.copyOf(lastLines);
  }
}
