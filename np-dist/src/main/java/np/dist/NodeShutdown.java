package np.dist;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import np.local.link.DatabaseEngineClient;
import np.local.link.EngineClient;
import np.local.process.LaunchPlatform;
import np.local.storage.HomeLayout;
import np.model.DatabaseStatus;
import np.model.NpException;
import np.model.WorkloadStatus;

/** Ends everything that a node runs, as for {@code np server stop}. */
final class NodeShutdown {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long LOOK_EVERY_NANOS = 20_000_000;

  private NodeShutdown() {}

  /** Whether nothing runs any more. */
  static boolean stopWorkloads(Home home) {
    EngineClient engine = new EngineClient(home.nodeSocket());
    try {
      for (WorkloadStatus status : engine.observe()) {
        engine.remove(status.id(), GRACE);
      }
      return awaitNothing(engine);
    } catch (NpException notRunning) {
      return false; // what a dead node left running is not ours to guess
    }
  }

  /** Lets every database sleep; whether none runs any more. */
  static boolean stopDatabases(Home home) {
    DatabaseEngineClient engine = new DatabaseEngineClient(home.nodeSocket());
    try {
      for (DatabaseStatus status : engine.observe()) {
        if (status.pid().isPresent()) {
          engine.suspend(status.id());
        }
      }
      return engine.observe().stream().allMatch(status -> status.pid().isEmpty());
    } catch (NpException notRunning) {
      return false;
    }
  }

  /** Removes control groups and firewall rules, once the node has ended too. */
  static void dismantle(Home home, int apiPort) {
    LaunchPlatform.of(new HomeLayout(home.root()), apiPort).dismantle();
  }

  private static boolean awaitNothing(EngineClient engine) {
    long end = System.nanoTime() + GRACE.plusSeconds(5).toNanos();
    boolean empty = engine.observe().isEmpty();
    while (!empty && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      empty = engine.observe().isEmpty();
    }
    return empty;
  }
}
