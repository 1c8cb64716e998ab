package np.model;

/** How far a workload is on its way to what was applied last. */
public sealed interface Rollout {

  /** Every wanted instance serves and nothing else runs but what drains. */
  record Complete() implements Rollout {}

  /**
   * Under way.
   *
   * @param ready new instances that serve
   * @param wanted new instances that must
   * @param why what is waited for, one line
   */
  record Progressing(int ready, int wanted, String why) implements Rollout {}

  /**
   * Given up by its update policy; what served before serves on.
   *
   * @param fingerprint of the workload that failed
   * @param evidence why
   */
  record Failed(Digest fingerprint, Evidence evidence) implements Rollout {}
}
