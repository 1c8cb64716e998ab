package np.edge.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import np.model.AppId;

/** The counts of requests by app: one {@link OfLoop} for each event loop, summed when read. */
final class RequestMeter {
  private final List<OfLoop> loops = new CopyOnWriteArrayList<>();

  /** What one event loop counts. */
  static final class OfLoop {
    private final Map<AppId, RequestCounts> apps = new ConcurrentHashMap<>();
    private final RequestCounts unrouted = new RequestCounts();

    /** Those of an app; to be asked for again whenever the route table has changed. */
    RequestCounts of(AppId app) {
      return apps.computeIfAbsent(app, absent -> new RequestCounts());
    }

    /** Those for a host that no app has. */
    RequestCounts unrouted() {
      return unrouted;
    }
  }

  OfLoop newLoop() {
    OfLoop loop = new OfLoop();
    loops.add(loop);
    return loop;
  }

  /**
   * The sums by app, empty for requests that no app has.
   *
   * @param present the apps that exist; the others are forgotten, so that there are never more
   */
  Map<Optional<AppId>, RequestCounts.Sum> sums(Set<AppId> present) {
    Map<Optional<AppId>, RequestCounts.Sum> sums = new HashMap<>();
    for (OfLoop loop : loops) {
      loop.apps.keySet().retainAll(present);
      add(sums, Optional.empty(), loop.unrouted);
      loop.apps.forEach((app, counts) -> add(sums, Optional.of(app), counts));
    }
    return sums;
  }

  private static void add(
      Map<Optional<AppId>, RequestCounts.Sum> sums, Optional<AppId> app, RequestCounts counts) {
    sums.computeIfAbsent(app, absent -> new RequestCounts.Sum()).add(counts);
  }
}
