package np.local.postgres.instance;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets only so many instances start at a time as the processors can start at once: the others are
 * not slower for it, and the first are there sooner. One that takes long, as after a crash, does
 * not hold up the others.
 */
final class StartGate {
  private static final int PER_PROCESSOR = 3;

  /** No instance is ready sooner. */
  private static final Duration LEAST = Duration.ofMillis(7);

  private static final Duration PAUSE = Duration.ofNanos(400_000);
  private static final Duration LONG_PAUSE = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMillis(500);

  private final Semaphore places;

  StartGate(int processors) {
    this.places = new Semaphore(PER_PROCESSOR * processors, true);
  }

  /** Waits for its turn. */
  Turn enter() throws InterruptedException {
    places.acquire();
    return new Turn(places);
  }

  /** Of one that starts, until it is closed. */
  static final class Turn implements AutoCloseable {
    private final Semaphore places;
    private final long begun = System.nanoTime();
    private boolean over;

    private Turn(Semaphore places) {
      this.places = places;
    }

    /** Waits a moment before looking again: the longer, the longer it has taken already. */
    void pause() {
      long passed = System.nanoTime() - begun;
      if (passed > LONG.toNanos()) {
        close();
      }
      long next = Math.clamp(passed / 32, PAUSE.toNanos(), LONG_PAUSE.toNanos());
      LockSupport.parkNanos(Math.max(next, LEAST.toNanos() - passed));
    }

    @Override
    public void close() {
      if (!over) {
        over = true;
        places.release();
      }
    }
  }
}
