package np.local.supervise;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import np.model.Digest;
import np.model.Evidence;
import np.model.InstanceId;
import np.model.Workload;
import np.plan.ObservedInstance;
import np.plan.RolloutGoal;

/**
 * What is remembered of a workload across the node's own death.
 *
 * @param goal what it is to become
 * @param former workloads of which instances are left, neither wanted nor stable
 * @param evidence why the rollout failed, if it did
 * @param removeBy set when it is to be forgotten: all must be gone by then
 * @param instances all that exist
 */
record WorkloadRecord(
    RolloutGoal goal,
    List<Workload> former,
    Optional<Evidence> evidence,
    Optional<Instant> removeBy,
    List<InstanceRecord> instances) {
  WorkloadRecord {
    former = List.copyOf(former);
    instances = List.copyOf(instances);
  }

  /** Nothing yet, and gone at once unless something is wanted. */
  static WorkloadRecord none(Workload like, Instant now) {
    RolloutGoal nothing =
        new RolloutGoal(like.withCount(0), now, Optional.empty(), RolloutGoal.Stage.SETTLED);
    return new WorkloadRecord(nothing, List.of(), Optional.empty(), Optional.of(now), List.of());
  }

  /** A new wish; what was wanted before is kept for as long as instances of it are left. */
  WorkloadRecord wanting(RolloutGoal next) {
    return new WorkloadRecord(
        next, versions().toList(), Optional.empty(), Optional.empty(), instances);
  }

  WorkloadRecord staged(RolloutGoal.Stage stage, Optional<Evidence> why) {
    Optional<Workload> stable =
        stage == RolloutGoal.Stage.SETTLED ? Optional.of(goal.wanted()) : goal.stable();
    RolloutGoal next = new RolloutGoal(goal.wanted(), goal.deadline(), stable, stage);
    return new WorkloadRecord(next, former, why, removeBy, instances);
  }

  WorkloadRecord until(Instant deadline) {
    RolloutGoal next = new RolloutGoal(goal.wanted(), deadline, goal.stable(), goal.stage());
    return new WorkloadRecord(next, former, evidence, removeBy, instances);
  }

  WorkloadRecord removedBy(Instant when) {
    return new WorkloadRecord(goal, former, evidence, Optional.of(when), instances);
  }

  /** Without former workloads of which nothing is left. */
  WorkloadRecord pruned() {
    List<Digest> left = instances.stream().map(InstanceRecord::fingerprint).distinct().toList();
    List<Workload> kept = new ArrayList<>();
    for (Workload each : former) {
      Digest fingerprint = each.fingerprint();
      if (left.contains(fingerprint) && !isKnown(fingerprint, kept)) {
        kept.add(each);
      }
    }
    return new WorkloadRecord(goal, kept, evidence, removeBy, instances);
  }

  private boolean isKnown(Digest fingerprint, List<Workload> kept) {
    return Stream.concat(named(), kept.stream())
        .anyMatch(each -> each.fingerprint().equals(fingerprint));
  }

  WorkloadRecord with(InstanceRecord added) {
    List<InstanceRecord> all = new ArrayList<>(instances);
    all.add(added);
    return with(all);
  }

  WorkloadRecord without(InstanceId id) {
    return with(instances.stream().filter(each -> !each.id().equals(id)).toList());
  }

  WorkloadRecord changing(InstanceId id, UnaryOperator<InstanceRecord> change) {
    return with(
        instances.stream().map(each -> each.id().equals(id) ? change.apply(each) : each).toList());
  }

  private WorkloadRecord with(List<InstanceRecord> all) {
    return new WorkloadRecord(goal, former, evidence, removeBy, all);
  }

  Optional<InstanceRecord> find(InstanceId id) {
    return instances.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  List<ObservedInstance> observed() {
    return instances.stream().map(InstanceRecord::observed).toList();
  }

  /** The workload that an instance was started from, with the newest policies for it. */
  Workload versionOf(InstanceRecord instance) {
    return versions()
        .filter(each -> each.fingerprint().equals(instance.fingerprint()))
        .findFirst()
        .orElse(goal.wanted());
  }

  private Stream<Workload> versions() {
    return Stream.concat(named(), former.stream());
  }

  private Stream<Workload> named() {
    return Stream.concat(Stream.of(goal.wanted()), goal.stable().stream());
  }
}
