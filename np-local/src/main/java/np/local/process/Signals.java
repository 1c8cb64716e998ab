package np.local.process;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Sends signals to processes; those that have ended meanwhile do not matter. */
final class Signals {
  private static final int SIGKILL = 9;
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final int ROUNDS = 2000;

  private final LinuxCalls linux;

  Signals(LinuxCalls linux) {
    this.linux = linux;
  }

  void send(Collection<Long> pids, int signal) {
    pids.stream().filter(pid -> pid > 1).forEach(pid -> linux.kill(pid, signal));
  }

  /**
   * Sends SIGKILL until nobody is left, for about two seconds: longer only processes live that the
   * kernel itself holds.
   */
  void killAll(Supplier<? extends Collection<Long>> living) {
    for (int round = 0; round < ROUNDS; round++) {
      Collection<Long> pids = living.get();
      if (pids.isEmpty()) {
        return;
      }
      send(pids, SIGKILL);
      LockSupport.parkNanos(PAUSE.toNanos()); // an interrupted caller finishes the work, faster
    }
  }
}
