package np.edge.upstream;

import java.util.List;
import np.model.WorkloadId;
import org.jspecify.annotations.Nullable;

/** The serving instances of one workload; the list is replaced whole when it changes. */
final class Upstream {
  private final WorkloadId workload;
  private volatile Instance[] serving = {};
  private int turn;

  Upstream(WorkloadId workload) {
    this.workload = workload;
  }

  WorkloadId workload() {
    return workload;
  }

  boolean isEmpty() {
    return serving.length == 0;
  }

  List<Instance> serving() {
    return List.of(serving);
  }

  void serve(List<Instance> instances) {
    serving = instances.toArray(Instance[]::new);
  }

  /**
   * Enters the instance with the fewest requests in flight, those not yet {@code tried} and not
   * failing first; null when none is left. Its caller calls {@link Instance#exit} once.
   */
  @Nullable Instance enterLeastLoaded(Tried tried) {
    while (true) {
      Instance best = leastLoaded(tried);
      if (best == null || best.enter()) {
        return best;
      }
      tried.add(best);
    }
  }

  private @Nullable Instance leastLoaded(Tried tried) {
    Instance[] now = serving;
    long nanos = now.length > 1 ? System.nanoTime() : 0;
    // Races on the turn are harmless: it only spreads ties.
    int start = now.length > 1 ? Math.floorMod(turn++, now.length) : 0;
    Instance best = null;
    long bestLoad = Long.MAX_VALUE;
    for (int i = 0; i < now.length; i++) {
      Instance candidate = now[(start + i) % now.length];
      if (!tried.contains(candidate)) {
        long load = candidate.load();
        if (now.length > 1 && candidate.isAvoided(nanos)) {
          load += Integer.MAX_VALUE;
        }
        if (load < bestLoad) {
          best = candidate;
          bestLoad = load;
        }
      }
    }
    return best;
  }
}
