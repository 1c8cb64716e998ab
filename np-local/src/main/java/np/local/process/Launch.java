package np.local.process;

import java.util.Map;
import np.model.AppId;
import np.model.InstanceId;
import np.model.Task;

/**
 * What to start.
 *
 * @param id the instance or one-off that it belongs to
 * @param app whose it is
 * @param source where its log lines say they come from: {@code web.1}, {@code build}, {@code
 *     release}, {@code run}
 * @param task what it runs
 * @param variables what the engine adds to the task's environment: PORT, NP_TENANT, NP_APP,
 *     NP_PROCESS, NP_INSTANCE
 * @param access what it may do to its artifact
 */
public record Launch(
    InstanceId id,
    AppId app,
    String source,
    Task task,
    Map<String, String> variables,
    Access access) {
  public Launch {
    variables = Map.copyOf(variables);
  }

  /** What a process may do to its artifact. */
  public enum Access {
    /** It sees the artifact read-only and has a home directory of its own. */
    READ_ONLY,
    /** It may write into the artifact; its home directory is the app's build cache. */
    BUILD
  }
}
