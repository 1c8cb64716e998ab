package np.dist;

/**
 * What a program is told at its start.
 *
 * @param home whose it is
 * @param distribution what it was started from
 * @param keeper who starts a program again that has died
 * @param entry how it comes to its place
 */
record ProgramContext(Home home, Distribution distribution, Keeper keeper, Entry entry) {

  /** How a program comes to its place. */
  enum Entry {
    /** It is free, or nothing is started. */
    FREE,
    /** Whoever has it makes way once this one serves. */
    SUCCESSOR
  }

  /** Who starts a program again that has died. */
  enum Keeper {
    /** np server looks after np node and np edge. */
    NP,
    /** systemd looks after all three. */
    SYSTEMD
  }
}
