package np.spec;

import java.time.Duration;

/**
 * The {@code build} key.
 *
 * @param command a line for the shell inside the build's sandbox
 * @param timeout 1 s to 24 h, 15 min if not said
 */
public record BuildSpec(String command, Duration timeout) {}
