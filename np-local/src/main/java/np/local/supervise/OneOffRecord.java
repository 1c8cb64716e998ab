package np.local.supervise;

import java.time.Instant;
import java.util.Optional;
import np.local.process.ProcessRef;
import np.model.Environment;
import np.model.Exit;
import np.model.OneOff;
import np.model.Task;

/**
 * What is remembered of a one-off across the node's own death.
 *
 * @param task what it runs; without its environment once it has ended
 * @param killAt when its time is over
 * @param process empty before its start is known to have worked
 * @param exit how it ended
 */
record OneOffRecord(
    OneOff task, Instant killAt, Optional<ProcessRef> process, Optional<Exit> exit) {

  OneOffRecord running(ProcessRef ref) {
    return new OneOffRecord(task, killAt, Optional.of(ref), exit);
  }

  OneOffRecord ended(Exit how) {
    Task full = task.task();
    Task bare =
        new Task(
            full.artifact(), full.command(), full.runtime(), Environment.EMPTY, full.resources());
    OneOff remembered = new OneOff(task.id(), task.app(), task.kind(), bare, task.timeout());
    return new OneOffRecord(remembered, killAt, process, Optional.of(how));
  }
}
