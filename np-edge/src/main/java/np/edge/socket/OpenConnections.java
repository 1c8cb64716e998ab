package np.edge.socket;

/** The connections of clients of one protocol, and how they end when the edge stops. */
public interface OpenConnections {

  /** From now on nothing new is begun on them, and clients are told so where there are words. */
  void finish();

  /** Closes those on which nothing is under way. */
  void closeIdle();

  /** Closes all, whatever they do; returns when they are closed. */
  void closeAll();

  /** How many are open. */
  int open();
}
