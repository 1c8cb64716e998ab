package np.model;

import java.util.List;

/**
 * A workload as its engine sees it.
 *
 * @param id which
 * @param wanted the count that was applied last
 * @param fingerprint of the workload that was applied last
 * @param rollout how far it is
 * @param instances all that exist, those that end included, by ordinal
 */
public record WorkloadStatus(
    WorkloadId id,
    int wanted,
    Digest fingerprint,
    Rollout rollout,
    List<InstanceStatus> instances) {
  public WorkloadStatus {
    instances = List.copyOf(instances);
  }

  /** How many instances serve. */
  public int up() {
    return (int) instances.stream().filter(each -> each.state() == InstanceState.RUNNING).count();
  }
}
