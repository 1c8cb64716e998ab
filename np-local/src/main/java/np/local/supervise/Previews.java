package np.local.supervise;

import java.util.List;
import java.util.Optional;
import np.model.Digest;
import np.model.InstanceId;
import np.model.Port;
import np.model.UpdatePolicy;
import np.model.Workload;
import np.plan.InstancePhase;
import np.spi.Preview;

/** Says what applying a workload would do. */
final class Previews {
  private Previews() {}

  /** Why a workload cannot run on one machine at all; empty when it can. */
  static Optional<String> refusal(Workload wanted) {
    if (wanted instanceof Workload.Service service
        && service.port() instanceof Port.Fixed fixed
        && service.count() > 1) {
      return Optional.of(
          "port " + fixed.number() + " is fixed, so that only one instance can have it");
    }
    return Optional.empty();
  }

  static Preview of(Workload wanted, Optional<WorkloadRecord> record) {
    Digest fingerprint = wanted.fingerprint();
    List<InstanceRecord> running =
        record.map(WorkloadRecord::instances).orElse(List.of()).stream()
            .filter(each -> !isLeaving(each))
            .toList();
    List<InstanceId> replaced =
        running.stream()
            .filter(each -> !each.fingerprint().equals(fingerprint))
            .map(InstanceRecord::id)
            .toList();
    int kept = running.size() - replaced.size();
    String why = refusal(wanted).orElse("");
    return new Preview(
        replaced,
        Math.max(0, wanted.count() - kept),
        why.isEmpty(),
        why,
        wanted.count() > 0 && !replaced.isEmpty() && hasGap(wanted));
  }

  private static boolean isLeaving(InstanceRecord instance) {
    return instance.phase() instanceof InstancePhase.Draining
        || instance.phase() instanceof InstancePhase.Stopping;
  }

  private static boolean hasGap(Workload wanted) {
    boolean fixed =
        wanted instanceof Workload.Service service && service.port() instanceof Port.Fixed;
    return fixed || wanted.update().strategy() instanceof UpdatePolicy.Strategy.Recreate;
  }
}
