package np.dist;

/**
 * What a program is told at its start.
 *
 * @param home whose it is
 * @param distribution what it was started from
 * @param keeper who starts a program again that has died
 */
record ProgramContext(Home home, Distribution distribution, Keeper keeper) {

  /** Who starts a program again that has died. */
  enum Keeper {
    /** np server looks after np node and np edge. */
    NP,
    /** systemd looks after all three. */
    SYSTEMD
  }
}
