package np.local.postgres.instance;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import np.local.process.ProcessRef;
import np.local.process.ProcessTable;

/** An instance whose first process runs, or has just ended. */
public final class RunningInstance {
  private static final int SIGINT = 2;
  private static final int SIGQUIT = 3;
  private static final Duration FAST = Duration.ofSeconds(60);
  private static final Duration IMMEDIATE = Duration.ofSeconds(10);

  private final InstancePlace place;
  private final ProcessRef process;
  private final ProcessTable processes;
  private final Runnable killer;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * One that runs.
   *
   * @param process its first process
   * @param killer ends all of its processes at once
   */
  RunningInstance(
      InstancePlace place, ProcessRef process, ProcessTable processes, Runnable killer) {
    this.place = place;
    this.process = process;
    this.processes = processes;
    this.killer = killer;
  }

  public InstancePlace place() {
    return place;
  }

  public ProcessRef process() {
    return process;
  }

  public boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Waits so long for its end; whether it has ended. */
  public boolean awaitEnd(Duration most) throws InterruptedException {
    return ended.await(Math.max(0, most.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** What its log says last. */
  public String lastWords() {
    return new InstanceLog(place.log()).lastWords();
  }

  /** Calls this once the first process has ended, in a thread of its own. */
  public void watch(Runnable afterwards) {
    Thread.ofVirtual()
        .name("postgres-" + process.pid())
        .start(
            () -> {
              try {
                processes.awaitEnd(process);
                ended.countDown();
                afterwards.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /**
   * Stops it: sessions are cut off and everything is on disk. One that does not stop in time is
   * stopped harder, and recovers at its next start.
   */
  public void stop() throws InterruptedException {
    processes.signal(process, SIGINT);
    if (ended.await(FAST.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    processes.signal(process, SIGQUIT);
    if (!ended.await(IMMEDIATE.toMillis(), TimeUnit.MILLISECONDS)) {
      killer.run();
      ended.await();
    }
  }
}
