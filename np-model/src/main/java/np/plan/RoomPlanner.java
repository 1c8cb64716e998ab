package np.plan;

import np.model.ByteSize;
import np.model.Cpu;
import np.model.Workload;

/**
 * Whether a machine can hold a workload. Limits are limits, not reservations: most programs never
 * come near theirs, so the sum of all may be more than the machine has, which is only warned of.
 * What is refused is a limit that no machine of this size could ever let an instance reach.
 */
public final class RoomPlanner {
  private RoomPlanner() {}

  /**
   * What a machine has.
   *
   * @param cores that run at a time
   * @param memory all of it
   * @param free memory that could be used now, caches that would make way included
   */
  public record Machine(int cores, ByteSize memory, ByteSize free) {}

  /**
   * The judgement.
   *
   * @param fits whether it may be tried
   * @param why one line with numbers: why it does not fit, or what might go wrong; empty when
   *     nothing is to be said
   */
  public record Verdict(boolean fits, String why) {
    private static final Verdict FINE = new Verdict(true, "");
  }

  /**
   * Judges a workload.
   *
   * @param started how many of its instances would be started beside those that run
   */
  public static Verdict judge(Workload wanted, int started, Machine machine) {
    ByteSize each = wanted.task().resources().memory();
    if (wanted.count() > 0 && each.compareTo(machine.memory()) > 0) {
      return new Verdict(false, "needs " + each.rounded() + " each, " + has(machine));
    }
    ByteSize sum = each.times(started);
    if (sum.compareTo(machine.free()) > 0) {
      String more = started == 1 ? "1 more instance" : started + " more instances";
      return new Verdict(true, more + " may use up to " + sum.rounded() + ", " + has(machine));
    }
    Cpu cpu = wanted.task().resources().cpu();
    if (started > 0 && cpu.millis() > machine.cores() * 1000L) {
      String cores = "may use " + cpu + " cores, this machine has " + machine.cores();
      return new Verdict(true, cores);
    }
    return Verdict.FINE;
  }

  private static String has(Machine machine) {
    return "this machine has "
        + machine.memory().rounded()
        + ", "
        + machine.free().rounded()
        + " free";
  }
}
