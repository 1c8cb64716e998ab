package np.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import np.model.Digest;
import np.model.Workload;

/**
 * The instances of a workload, sorted by what they are to the target.
 *
 * @param fingerprint of the target; empty when nothing is wanted
 * @param count how many instances of the target are wanted
 * @param fresh of the target's fingerprint, the most valuable first
 * @param stale of another, the most valuable first
 * @param held for inspection
 * @param leaving on their way out, of any fingerprint
 */
record Roster(
    Optional<Digest> fingerprint,
    int count,
    List<ObservedInstance> fresh,
    List<ObservedInstance> stale,
    List<ObservedInstance> held,
    List<ObservedInstance> leaving) {
  private static final Comparator<ObservedInstance> BY_WORTH =
      Comparator.comparingInt(ObservedInstance::worth)
          .thenComparingInt(ObservedInstance::ordinal)
          .thenComparing(each -> each.id().value());

  static Roster of(Optional<Workload> target, List<ObservedInstance> observed) {
    Roster roster = empty(target.map(Workload::fingerprint), target.map(Workload::count).orElse(0));
    for (ObservedInstance each : observed.stream().sorted(BY_WORTH).toList()) {
      roster.listFor(each).add(each);
    }
    return roster;
  }

  private static Roster empty(Optional<Digest> fingerprint, int count) {
    return new Roster(
        fingerprint,
        count,
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  private List<ObservedInstance> listFor(ObservedInstance each) {
    if (each.isLeaving()) {
      return leaving;
    }
    if (each.isHeld()) {
      return held;
    }
    return isForeign(each) ? stale : fresh;
  }

  /** Whether it was started from something else than the target. */
  boolean isForeign(ObservedInstance each) {
    return fingerprint.filter(each.fingerprint()::equals).isEmpty();
  }

  /** Whether everything is as wanted, apart from what leaves. */
  boolean isComplete() {
    return fresh.size() == count
        && fresh.stream().allMatch(ObservedInstance::serves)
        && stale.isEmpty()
        && held.isEmpty();
  }

  /** Fresh instances that serve or may from now on. */
  int able() {
    return (int) fresh.stream().filter(each -> each.serves() || each.isReady()).count();
  }

  boolean staleServes() {
    return stale.stream().anyMatch(ObservedInstance::serves);
  }

  /** The lowest ordinals that no fresh instance has. */
  List<Integer> freeOrdinals(int wanted) {
    List<Integer> taken = fresh.stream().map(ObservedInstance::ordinal).toList();
    return IntStream.iterate(1, next -> next + 1)
        .boxed()
        .filter(ordinal -> !taken.contains(ordinal))
        .limit(wanted)
        .toList();
  }
}
