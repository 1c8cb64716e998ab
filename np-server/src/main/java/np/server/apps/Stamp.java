package np.server.apps;

import java.time.Instant;

/**
 * When something was done and who asked for it.
 *
 * @param by the name of a token
 */
public record Stamp(Instant at, String by) {}
