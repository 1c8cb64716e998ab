package np.server.apps;

/** Told when a change has been committed and waits to be carried out. */
@FunctionalInterface
public interface OpenedChange {

  /** Returns at once. */
  void opened(Deployment deployment);
}
