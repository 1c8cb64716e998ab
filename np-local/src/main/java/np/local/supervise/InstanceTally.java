package np.local.supervise;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import np.model.Exit;
import np.model.InstanceId;
import np.model.InstanceState;
import np.model.InstanceStatus;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import org.jspecify.annotations.Nullable;

/** Counts what happens to instances, from one status of their workload to the next. */
final class InstanceTally {
  private final Map<WorkloadId, Counts> counts = new HashMap<>();

  /**
   * Since this node began to supervise.
   *
   * @param restarts instances that were started again after they had ended by themselves
   * @param outOfMemory those that the kernel ended for that
   */
  record Counts(long restarts, long outOfMemory) {
    static final Counts NONE = new Counts(0, 0);

    Counts plus(Counts more) {
      return new Counts(restarts + more.restarts, outOfMemory + more.outOfMemory);
    }
  }

  void note(@Nullable WorkloadStatus before, WorkloadStatus now) {
    if (before == null) {
      return; // what was found, not what happens
    }
    Map<InstanceId, InstanceStatus> former =
        before.instances().stream().collect(Collectors.toMap(InstanceStatus::id, each -> each));
    for (InstanceStatus instance : now.instances()) {
      InstanceStatus was = former.get(instance.id());
      if (was != null) {
        counts.merge(now.id(), between(was, instance), Counts::plus);
      }
    }
  }

  private static Counts between(InstanceStatus was, InstanceStatus now) {
    boolean ended = was.state() != InstanceState.CRASHED && now.state() == InstanceState.CRASHED;
    boolean outOfMemory = now.lastExit().filter(Exit.OutOfMemory.class::isInstance).isPresent();
    return new Counts(Math.max(0, now.restarts() - was.restarts()), ended && outOfMemory ? 1 : 0);
  }

  Counts of(WorkloadId workload) {
    return Optional.ofNullable(counts.get(workload)).orElse(Counts.NONE);
  }

  void forget(WorkloadId workload) {
    counts.remove(workload);
  }
}
