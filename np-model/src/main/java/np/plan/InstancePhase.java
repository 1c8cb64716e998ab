package np.plan;

import java.time.Instant;

/** Where an instance is in its life, as far as a rollout cares. */
public sealed interface InstancePhase {

  /**
   * Its process was started and has not been healthy since.
   *
   * @param readyBy it must have been healthy once by then
   */
  record Starting(Instant readyBy) implements InstancePhase {}

  /** Healthy, but without traffic until it is admitted. */
  record Ready() implements InstancePhase {}

  /**
   * Healthy and in the catalog.
   *
   * @param since when it was admitted or recovered
   */
  record Serving(Instant since) implements InstancePhase {}

  /**
   * Runs, was healthy once, fails its probes now and gets no traffic.
   *
   * @param since when it was found out
   */
  record Unhealthy(Instant since) implements InstancePhase {}

  /**
   * Ended although it should not have, or could not be started.
   *
   * @param at when; its back-off counts from here
   */
  record Crashed(Instant at, Fault fault) implements InstancePhase {}

  /**
   * Was told to end so that it is started again; crashed as soon as it has ended.
   *
   * @param killAt when patience ends
   */
  record Recycling(Instant killAt) implements InstancePhase {}

  /** Left over from a failed rollout for inspection: no traffic, no restart. */
  record Held() implements InstancePhase {}

  /**
   * Gets no new traffic; what is in flight may end.
   *
   * @param until then it is told to end; not in the future once nothing is in flight any more
   */
  record Draining(Instant until) implements InstancePhase {}

  /**
   * Was told to end; forgotten as soon as it has.
   *
   * @param killAt when patience ends
   */
  record Stopping(Instant killAt) implements InstancePhase {}

  /** Why an instance is down. */
  enum Fault {
    /** It ended by itself or was killed. */
    EXITED,
    /** It could not be started, and trying again soon would not help: no room, no runtime. */
    REFUSED
  }
}
