package np.local.supervise;

import java.time.Duration;
import np.local.process.ProcessRef;
import np.model.Exit;
import np.model.InstanceId;
import np.model.Workload;

/** What makes a workload's loop look again. */
sealed interface LoopEvent {

  /** Somebody wants something; {@code receipt} is given when that is on disk. */
  record Applied(Workload wanted, Receipt receipt) implements LoopEvent {}

  /** Nobody wants it any more. */
  record Removed(Duration grace, Receipt receipt) implements LoopEvent {}

  /** A process has ended. */
  record Exited(InstanceId id, ProcessRef process, Exit exit) implements LoopEvent {}

  /** Probes of an instance that starts give another answer than before. */
  record NotYet(InstanceId id) implements LoopEvent {}

  /** A probe succeeded for the first time, or again after failures. */
  record Healthy(InstanceId id, ProcessRef process) implements LoopEvent {}

  /** Probes failed several times in a row. */
  record Unhealthy(InstanceId id, ProcessRef process) implements LoopEvent {}

  /** Nothing is in flight to a draining instance any more. */
  record Drained(InstanceId id) implements LoopEvent {}
}
