package np.model;

/** What a database does now. */
public enum DatabaseState {
  /** Its data are being made. */
  PREPARING,
  /** Stopped; the next connection wakes it. Costs no memory. */
  SLEEPING,
  STARTING,
  RUNNING,
  STOPPING,
  /** It cannot be made or started; the why says what to do. */
  FAILED,
  /** Stopped, not to be woken. */
  TRASHED
}
