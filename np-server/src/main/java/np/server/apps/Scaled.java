package np.server.apps;

import java.time.Instant;

/**
 * A count that was set live, against what the file says.
 *
 * @param count of instances
 * @param by who set it
 * @param at when
 */
public record Scaled(int count, String by, Instant at) {}
