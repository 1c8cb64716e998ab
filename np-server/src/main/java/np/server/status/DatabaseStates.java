package np.server.status;

import np.model.DatabaseId;

/** What databases are doing, as was told last. Answers at once. */
@FunctionalInterface
public interface DatabaseStates {

  /**
   * A state.
   *
   * @param word running, sleeping and so on
   * @param why one line, empty only for running and sleeping
   */
  record State(String word, String why) {}

  /** What this one does. */
  State of(DatabaseId id);
}
