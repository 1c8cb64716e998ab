package np.local.supervise;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks one instance again and again: quickly until it is healthy for the first time, so that a
 * deploy is quick, then every interval. Three failures in a row make it unhealthy, one success
 * healthy again.
 */
final class HealthMonitor implements AutoCloseable {
  private static final int FAILURES = 3;
  private static final Duration LONGEST_FIRST_PAUSE = Duration.ofMillis(500);

  private final HealthProbe probe;
  private final Rhythm rhythm;
  private final Listener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private final long startNanos = System.nanoTime();
  private volatile Tally tally = new Tally(0, "");

  /** What was asked so far. */
  private record Tally(int tries, String last) {}

  /**
   * When to ask.
   *
   * @param interval from one answer to the next question once it has been healthy
   * @param timeout of one question
   */
  record Rhythm(Duration interval, Duration timeout, History history) {}

  /** Whether an instance has been healthy before this monitor began. */
  enum History {
    NEVER_HEALTHY,
    HEALTHY
  }

  /** Is told about changes only. */
  interface Listener {
    void healthy();

    void unhealthy();

    /** It is not healthy yet, and says so in other words than before. */
    void notYet();
  }

  HealthMonitor(HealthProbe probe, Rhythm rhythm, Listener listener) {
    this.probe = probe;
    this.rhythm = rhythm;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("health").unstarted(this::run);
  }

  /** Begins; once. */
  void start() {
    thread.start();
  }

  /** The last answer and how many it took: {@code GET /: connection refused, 12 tries in 30 s}. */
  String summary() {
    long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
    Tally now = tally;
    String count = now.tries() == 1 ? "1 try" : now.tries() + " tries";
    return now.tries() == 0 ? "not asked yet" : now.last() + ", " + count + " in " + seconds + " s";
  }

  /** The last answer: {@code GET /: 500}. */
  String lastAnswer() {
    return tally.last();
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }

  private void run() {
    try {
      boolean healthy = rhythm.history() == History.HEALTHY || awaitFirstSuccess();
      if (healthy) {
        watch();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitFirstSuccess() throws InterruptedException {
    Duration pause = probe.firstPause();
    String before = "";
    while (!ask()) {
      if (!tally.last().equals(before)) {
        before = tally.last();
        listener.notYet();
      }
      if (pause(pause)) {
        return false;
      }
      pause = longer(pause);
    }
    listener.healthy();
    return true;
  }

  private void watch() throws InterruptedException {
    int failures = 0;
    while (!pause(rhythm.interval())) {
      if (ask()) {
        if (failures >= FAILURES) {
          listener.healthy();
        }
        failures = 0;
      } else if (++failures == FAILURES) {
        listener.unhealthy();
      }
    }
  }

  private boolean ask() throws InterruptedException {
    HealthProbe.Answer answer = probe.ask(rhythm.timeout());
    tally = new Tally(tally.tries() + 1, answer.text());
    return answer.healthy();
  }

  /** Whether it was closed meanwhile. */
  private boolean pause(Duration length) throws InterruptedException {
    return closed.await(length.toNanos(), TimeUnit.NANOSECONDS);
  }

  private Duration longer(Duration pause) {
    Duration next = pause.multipliedBy(3).dividedBy(2);
    Duration most = probe.firstPause().multipliedBy(4);
    Duration cap = most.compareTo(LONGEST_FIRST_PAUSE) > 0 ? most : LONGEST_FIRST_PAUSE;
    return next.compareTo(cap) < 0 ? next : cap;
  }
}
