package np.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import np.model.ProcessName;

/**
 * How many instances somebody wants, beside what the file says.
 *
 * @param counts by process, 0 to 1000 each
 */
public record ScaleOverrides(Map<ProcessName, Integer> counts) {
  public static final ScaleOverrides NONE = new ScaleOverrides(Map.of());

  public ScaleOverrides {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /** What is said here about a process, otherwise {@code fallback}. */
  public int count(ProcessName process, int fallback) {
    return counts.getOrDefault(process, fallback);
  }
}
