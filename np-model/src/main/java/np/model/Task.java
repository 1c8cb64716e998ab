package np.model;

import java.util.Optional;

/**
 * What one instance or one-off runs.
 *
 * @param artifact its working directory
 * @param command what it runs
 * @param runtime for example {@code java-25} or {@code node-20}; empty: whatever is on the PATH
 * @param environment its variables; PORT, NP_TENANT, NP_APP, NP_PROCESS and NP_INSTANCE are added
 *     by the engine
 * @param resources its limits
 */
public record Task(
    Artifact artifact,
    Command command,
    Optional<String> runtime,
    Environment environment,
    Resources resources) {}
