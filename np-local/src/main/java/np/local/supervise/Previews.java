package np.local.supervise;

import java.util.List;
import java.util.Optional;
import np.model.AppId;
import np.model.Digest;
import np.model.ErrorCode;
import np.model.InstanceId;
import np.model.NpException;
import np.model.Port;
import np.model.UpdatePolicy;
import np.model.Workload;
import np.model.WorkloadId;
import np.plan.InstancePhase;
import np.plan.RoomPlanner;
import np.plan.RoomPlanner.Machine;
import np.plan.RoomPlanner.Verdict;
import np.spi.Preview;

/** Says what applying a workload would do. */
final class Previews {
  private Previews() {}

  /**
   * What a preview looks at beside the workload.
   *
   * @param machine what it has now
   * @param holder another workload that has the fixed port that is wanted
   */
  record Scene(Machine machine, Optional<WorkloadId> holder) {}

  /** Why a workload cannot run on this machine at all; empty when it can. */
  static Optional<NpException> refusal(Workload wanted, Scene scene) {
    Optional<String> crowded = crowded(wanted, scene.holder());
    if (crowded.isPresent()) {
      return Optional.of(
          new NpException.Invalid(
              ErrorCode.BAD_VALUE, crowded.get(), "let it listen on $PORT, or scale it to 1"));
    }
    Verdict verdict = RoomPlanner.judge(wanted, wanted.count(), scene.machine());
    return verdict.fits()
        ? Optional.empty()
        : Optional.of(
            new NpException.Conflict(
                ErrorCode.NO_ROOM,
                wanted.id().process() + ": " + verdict.why(),
                "lower resources.memory in np.yaml, or use a larger machine"));
  }

  /** All instances share the machine's ports, so that a fixed one can be had once. */
  private static Optional<String> crowded(Workload wanted, Optional<WorkloadId> holder) {
    if (!(wanted instanceof Workload.Service service)
        || !(service.port() instanceof Port.Fixed fixed)
        || service.count() == 0) {
      return Optional.empty();
    }
    String port = "port " + fixed.number();
    return service.count() > 1
        ? Optional.of(port + " is fixed, so that only one instance can have it")
        : holder.map(other -> port + " is taken by " + name(other, wanted.id().app()));
  }

  /** What others call their apps is nobody else's business. */
  private static String name(WorkloadId other, AppId asking) {
    boolean foreign = !other.app().tenant().equals(asking.tenant());
    return foreign ? "another app" : "the app " + other.app().app();
  }

  static Preview of(Workload wanted, Optional<WorkloadRecord> record, Scene scene) {
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
    int started = Math.max(0, wanted.count() - kept);
    Verdict verdict = RoomPlanner.judge(wanted, started, scene.machine());
    Optional<String> crowded = crowded(wanted, scene.holder());
    return new Preview(
        replaced,
        started,
        verdict.fits() && crowded.isEmpty(),
        crowded.orElse(verdict.why()),
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
