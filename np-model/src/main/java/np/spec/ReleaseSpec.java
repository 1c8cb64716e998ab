package np.spec;

import java.time.Duration;

/**
 * The {@code release} key.
 *
 * @param run a line for the shell inside a sandbox like that of an instance
 * @param timeout 1 s to 24 h, 5 min if not said
 */
public record ReleaseSpec(String run, Duration timeout) {}
