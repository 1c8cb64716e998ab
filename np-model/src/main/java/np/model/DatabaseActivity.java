package np.model;

import java.time.Instant;

/**
 * What a gateway knows about the use of a database.
 *
 * @param id which
 * @param sessions that hold a connection to the instance now; an instance without any may be
 *     stopped once it has slept for long enough
 * @param lastActive when a client last sent or was sent something
 */
public record DatabaseActivity(DatabaseId id, int sessions, Instant lastActive) {}
