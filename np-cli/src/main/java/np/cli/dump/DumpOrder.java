package np.cli.dump;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Puts objects into an order in which they can be made: by rank and name, each behind what it needs
 * (Kahn's algorithm). In a circle the lowest goes first.
 */
final class DumpOrder {
  private static final Comparator<DumpObject> BY_RANK =
      Comparator.comparingInt(DumpObject::rank)
          .thenComparing(DumpObject::name)
          .thenComparing(DumpObject::statement);

  private DumpOrder() {}

  /**
   * Orders.
   *
   * @param needs what must come before each; keys of other objects are ignored
   */
  static List<DumpObject> of(
      List<DumpObject> objects, Map<DumpObject.Key, Set<DumpObject.Key>> needs) {
    Map<DumpObject.Key, DumpObject> waiting = new LinkedHashMap<>();
    objects.stream().sorted(BY_RANK).forEach(object -> waiting.put(object.key(), object));
    Map<DumpObject.Key, Integer> missing = new HashMap<>();
    Map<DumpObject.Key, List<DumpObject.Key>> users = new HashMap<>();
    for (DumpObject.Key key : waiting.keySet()) {
      int count = 0;
      for (DumpObject.Key need : needs.getOrDefault(key, Set.of())) {
        if (waiting.containsKey(need) && !need.equals(key)) {
          users.computeIfAbsent(need, none -> new ArrayList<>()).add(key);
          count++;
        }
      }
      missing.put(key, count);
    }
    return walk(waiting, missing, users);
  }

  private static List<DumpObject> walk(
      Map<DumpObject.Key, DumpObject> waiting,
      Map<DumpObject.Key, Integer> missing,
      Map<DumpObject.Key, List<DumpObject.Key>> users) {
    PriorityQueue<DumpObject> ready = new PriorityQueue<>(BY_RANK);
    waiting.values().stream()
        .filter(o -> missing.getOrDefault(o.key(), 0) == 0)
        .forEach(ready::add);
    List<DumpObject> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      DumpObject next = ready.isEmpty() ? waiting.values().iterator().next() : ready.remove();
      if (waiting.remove(next.key()) == null) {
        continue;
      }
      ordered.add(next);
      for (DumpObject.Key user : users.getOrDefault(next.key(), List.of())) {
        DumpObject freed = waiting.get(user);
        if (missing.merge(user, -1, Integer::sum) == 0 && freed != null) {
          ready.add(freed);
        }
      }
    }
    return ordered;
  }
}
