package np.api;

import org.jspecify.annotations.Nullable;

/**
 * POST /v1/apps/{app}/deployments and /plan.
 *
 * @param spec the text of np.yaml, or of what was detected instead
 * @param file the name shown in errors, usually np.yaml
 * @param environment one that np.yaml lists, or null
 * @param source the tree digest of the packed directory, see {@code SourceTree}
 * @param message for the list of releases, may be null
 * @param acceptDrift whether live changes may be undone (scale)
 */
public record DeployRequest(
    String spec,
    String file,
    @Nullable String environment,
    String source,
    @Nullable String message,
    boolean acceptDrift) {}
