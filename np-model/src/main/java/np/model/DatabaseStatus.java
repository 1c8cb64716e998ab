package np.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A database as its engine sees it.
 *
 * @param id which
 * @param generation of the wish that is fulfilled; less than the wanted one while it is not
 * @param state what it does now
 * @param why one line, empty only for RUNNING and SLEEPING
 * @param release of the PostgreSQL that it runs on, for example {@code 18.6}
 * @param pid of its first process; empty when it does not run
 * @param sessions connections through gateways
 * @param size of its directory when last looked; data that branches share count in each
 * @param lastActive when a client last did something
 */
public record DatabaseStatus(
    DatabaseId id,
    long generation,
    DatabaseState state,
    String why,
    String release,
    Optional<Long> pid,
    int sessions,
    ByteSize size,
    Optional<Instant> lastActive) {}
