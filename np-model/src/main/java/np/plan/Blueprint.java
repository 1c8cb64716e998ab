package np.plan;

import java.util.Map;
import np.model.AppId;
import np.model.Artifact;
import np.model.Environment;
import np.model.ProcessName;
import np.spec.AppSpec;

/**
 * A release that is ready to run: what was written, what was built from it and what is kept beside
 * it.
 *
 * @param spec with the chosen environment merged
 * @param artifact that was built, with the app that it belongs to
 * @param environment of every process: the file's {@code env}, what was set by hand, the secrets
 * @param scale live counts, which win over the file's
 * @param revisions raised by {@code np restart}, not negative; 0 for processes that are missing
 */
public record Blueprint(
    AppSpec spec,
    Artifact artifact,
    Environment environment,
    ScaleOverrides scale,
    Map<ProcessName, Integer> revisions) {
  public Blueprint {
    revisions = Map.copyOf(revisions);
  }

  public AppId app() {
    return artifact.app();
  }

  int revision(ProcessName process) {
    return revisions.getOrDefault(process, 0);
  }
}
