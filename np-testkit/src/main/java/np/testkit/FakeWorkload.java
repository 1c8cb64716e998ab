package np.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import np.model.Digest;
import np.model.Endpoint;
import np.model.InstanceId;
import np.model.InstanceState;
import np.model.InstanceStatus;
import np.model.Rollout;
import np.model.Task;
import np.model.UpdatePolicy;
import np.model.Workload;
import np.model.WorkloadStatus;
import np.spi.Preview;

/** One workload of a {@link FakeEngine}. */
final class FakeWorkload {
  private static final int FIRST_PORT = 20_000;

  private final FakeLog log;
  private Workload wanted;
  private Rollout rollout = new Rollout.Complete();
  private List<InstanceStatus> instances = List.of();
  private int started;

  FakeWorkload(Workload wanted, FakeLog log) {
    this.wanted = wanted;
    this.log = log;
  }

  void apply(Workload next, FakeBehaviour behaviour) {
    wanted = next;
    switch (behaviour) {
      case FakeBehaviour.Works works -> serve(works);
      case FakeBehaviour.Echoes _, FakeBehaviour.Pours _, FakeBehaviour.Measures _ ->
          serve(new FakeBehaviour.Works(List.of(), 0));
      case FakeBehaviour.Fails fails ->
          rollout = new Rollout.Failed(fingerprint(), fails.evidence());
      case FakeBehaviour.Hangs hangs ->
          rollout = new Rollout.Progressing(0, next.count(), "it hangs");
    }
  }

  private void serve(FakeBehaviour.Works works) {
    List<InstanceStatus> next =
        new ArrayList<>(instances.stream().filter(this::isCurrent).limit(wanted.count()).toList());
    List<Integer> taken = next.stream().map(InstanceStatus::ordinal).toList();
    IntStream.rangeClosed(1, wanted.count())
        .filter(ordinal -> !taken.contains(ordinal))
        .mapToObj(ordinal -> start(ordinal, works))
        .forEach(next::add);
    next.sort(Comparator.comparingInt(InstanceStatus::ordinal));
    instances = List.copyOf(next);
    rollout = new Rollout.Complete();
  }

  private InstanceStatus start(int ordinal, FakeBehaviour.Works works) {
    started++;
    InstanceId id = new InstanceId(wanted.id().process() + "-" + String.format("%04d", started));
    works
        .output()
        .forEach(
            line -> log.add(wanted.id().app(), wanted.id().process() + "." + ordinal, id, line));
    return new InstanceStatus(
        id,
        ordinal,
        fingerprint(),
        InstanceState.RUNNING,
        "",
        started,
        Optional.of(new Endpoint(id, "127.0.0.1", FIRST_PORT + started)),
        Instant.EPOCH,
        0,
        Optional.empty());
  }

  private boolean isCurrent(InstanceStatus instance) {
    return instance.fingerprint().equals(fingerprint());
  }

  Digest fingerprint() {
    return wanted.fingerprint();
  }

  Task task() {
    return wanted.task();
  }

  boolean has(InstanceId id) {
    return instances.stream().anyMatch(each -> each.id().equals(id));
  }

  WorkloadStatus status() {
    return new WorkloadStatus(wanted.id(), wanted.count(), fingerprint(), rollout, instances);
  }

  Preview preview(Workload next) {
    Digest fingerprint = next.fingerprint();
    List<InstanceId> replaced =
        instances.stream()
            .filter(each -> !each.fingerprint().equals(fingerprint))
            .map(InstanceStatus::id)
            .toList();
    int kept = instances.size() - replaced.size();
    boolean recreate = next.update().strategy() instanceof UpdatePolicy.Strategy.Recreate;
    return new Preview(
        replaced,
        Math.max(0, next.count() - kept),
        true,
        "",
        recreate && next.count() > 0 && !replaced.isEmpty());
  }
}
