package np.local.supervise;

import java.time.Instant;
import java.util.Optional;
import np.local.process.ProcessRef;
import np.model.Digest;
import np.model.Exit;
import np.model.InstanceId;
import np.plan.InstancePhase;
import np.plan.ObservedInstance;

/**
 * What is remembered of an instance across the node's own death.
 *
 * @param port where it listens, 0 for workers
 * @param process empty before the first start is known to have worked and when none runs
 * @param startedAt when its process was started the last time
 * @param restarts how often it was started again
 * @param crashes how often it crashed in a row
 */
record InstanceRecord(
    InstanceId id,
    int ordinal,
    Digest fingerprint,
    int port,
    InstancePhase phase,
    Optional<ProcessRef> process,
    Instant startedAt,
    int restarts,
    int crashes,
    Optional<Exit> lastExit) {

  static InstanceRecord fresh(InstanceId id, int ordinal, Digest fingerprint, Instant now) {
    return new InstanceRecord(
        id,
        ordinal,
        fingerprint,
        0,
        new InstancePhase.Starting(now),
        Optional.empty(),
        now,
        0,
        0,
        Optional.empty());
  }

  ObservedInstance observed() {
    return new ObservedInstance(id, ordinal, fingerprint, phase, crashes);
  }

  InstanceRecord in(InstancePhase next) {
    return new InstanceRecord(
        id, ordinal, fingerprint, port, next, process, startedAt, restarts, crashes, lastExit);
  }

  InstanceRecord at(int newPort) {
    return new InstanceRecord(
        id, ordinal, fingerprint, newPort, phase, process, startedAt, restarts, crashes, lastExit);
  }

  InstanceRecord startedAgain(Instant now) {
    return new InstanceRecord(
        id,
        ordinal,
        fingerprint,
        port,
        phase,
        Optional.empty(),
        now,
        restarts + 1,
        crashes,
        lastExit);
  }

  InstanceRecord running(ProcessRef ref) {
    return new InstanceRecord(
        id,
        ordinal,
        fingerprint,
        port,
        phase,
        Optional.of(ref),
        startedAt,
        restarts,
        crashes,
        lastExit);
  }

  /** Its process has ended; the phase says what that means. */
  InstanceRecord ended(Exit exit) {
    return new InstanceRecord(
        id,
        ordinal,
        fingerprint,
        port,
        phase,
        Optional.empty(),
        startedAt,
        restarts,
        crashes,
        Optional.of(exit));
  }

  InstanceRecord crashed(int inARow) {
    return new InstanceRecord(
        id, ordinal, fingerprint, port, phase, process, startedAt, restarts, inARow, lastExit);
  }
}
