package np.dist;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import np.local.link.EngineClient;
import np.model.NpException;
import np.model.WorkloadStatus;

/** Ends everything that a node runs, as for {@code np server stop --apps}. */
final class NodeShutdown {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long LOOK_EVERY_NANOS = 20_000_000;

  private NodeShutdown() {}

  static void stopWorkloads(Home home) {
    EngineClient engine = new EngineClient(home.nodeSocket());
    try {
      for (WorkloadStatus status : engine.observe()) {
        engine.remove(status.id(), GRACE);
      }
      awaitNothing(engine);
    } catch (NpException notRunning) {
      // what a dead node left running is not ours to guess
    }
  }

  private static void awaitNothing(EngineClient engine) {
    long end = System.nanoTime() + GRACE.plusSeconds(5).toNanos();
    while (System.nanoTime() < end && !engine.observe().isEmpty()) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }
}
