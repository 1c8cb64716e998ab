package np.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One running copy as it is seen now.
 *
 * @param id which
 * @param ordinal its place among its workload's instances, from 1: {@code web.1}
 * @param fingerprint of the workload that it was started from
 * @param state where it is in its life
 * @param why one line, empty only when state is RUNNING
 * @param pid of its first process, 0 when none runs
 * @param endpoint where it answers; empty for workers and when nothing runs
 * @param startedAt when its process was started
 * @param restarts how often it was started again after a crash
 * @param lastExit how it ended the last time, if it did
 */
public record InstanceStatus(
    InstanceId id,
    int ordinal,
    Digest fingerprint,
    InstanceState state,
    String why,
    long pid,
    Optional<Endpoint> endpoint,
    Instant startedAt,
    int restarts,
    Optional<Exit> lastExit) {}
