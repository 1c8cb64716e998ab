package np.model;

/** Where an instance is in its life. */
public enum InstanceState {
  /** The process runs or is about to; it has not been healthy yet. */
  STARTING,
  /** Healthy: it may get traffic. */
  RUNNING,
  /** It runs, was healthy once and fails its probes now. */
  UNHEALTHY,
  /** It ended although it should not have and waits to be started again. */
  CRASHED,
  /** It gets no new traffic and ends soon. */
  STOPPING,
  /** It has ended and stays so; shown for its reason. */
  STOPPED
}
