package np.plan;

import np.model.UpdatePolicy.Strategy;

/**
 * How far fresh instances take over from stale ones in one pass.
 *
 * @param admit whether fresh ones that are ready get traffic now
 * @param starts how many fresh ones are started now
 * @param keepStale how many stale ones stay, the most valuable
 * @param crowded whether nothing may be started before others have ended
 */
record Replacement(boolean admit, int starts, int keepStale, boolean crowded) {

  static Replacement by(Strategy strategy, boolean exclusive, Roster roster) {
    return switch (strategy) {
      case Strategy.Rolling rolling -> rolling(rolling.maxParallel(), roster);
      case Strategy.BlueGreen blueGreen -> blueGreen(roster);
      case Strategy.Recreate recreate -> recreate(exclusive, roster);
    };
  }

  /**
   * What is missing is filled up at once; beyond that, a few new ones at a time. As many old ones
   * stay as new ones do not serve yet.
   */
  private static Replacement rolling(int maxParallel, Roster roster) {
    int missing = roster.count() - roster.fresh().size();
    int waiting = roster.fresh().size() - roster.able();
    int surge = Math.min(maxParallel - waiting, missing);
    int starts = Math.max(0, Math.max(missing - roster.stale().size(), surge));
    return new Replacement(true, starts, Math.max(0, roster.count() - roster.able()), false);
  }

  private static Replacement blueGreen(Roster roster) {
    boolean all = roster.able() >= roster.count();
    int starts = Math.max(0, roster.count() - roster.fresh().size());
    return new Replacement(
        all || !roster.staleServes(), starts, all ? 0 : roster.stale().size(), false);
  }

  private static Replacement recreate(boolean exclusive, Roster roster) {
    boolean others = !roster.stale().isEmpty() || !roster.held().isEmpty();
    boolean surplus = exclusive && roster.fresh().size() > roster.count();
    boolean crowded = others || surplus || anyLeaving(exclusive, roster);
    int starts = crowded ? 0 : Math.max(0, roster.count() - roster.fresh().size());
    return new Replacement(true, starts, 0, crowded);
  }

  /** Leaving copies of the target itself are in the way only where two cannot run. */
  private static boolean anyLeaving(boolean exclusive, Roster roster) {
    return roster.leaving().stream().anyMatch(each -> exclusive || roster.isForeign(each));
  }
}
