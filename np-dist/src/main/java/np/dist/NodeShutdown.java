package np.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import np.cli.host.PlatformProgress;
import np.local.link.DatabaseEngineClient;
import np.local.link.EngineClient;
import np.local.postgres.keep.DatabaseRemains;
import np.local.process.Confinement;
import np.local.process.LaunchPlatform;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.model.DatabaseStatus;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.WorkloadStatus;

/**
 * Ends everything that a node runs, as for {@code np server stop}: in order, by the node itself,
 * which is started once more when it has died; and by force what is left then.
 */
final class NodeShutdown {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long LOOK_EVERY_NANOS = 20_000_000;

  private final Home home;
  private final HomeLayout layout;
  private final ProgramStarter starter;
  private final int apiPort;
  private final DatabaseRemains databases;

  /**
   * @param apiPort that workloads may not connect to
   */
  NodeShutdown(Home home, ProgramStarter starter, int apiPort) {
    this.home = home;
    this.layout = new HomeLayout(home.root());
    this.starter = starter;
    this.apiPort = apiPort;
    this.databases = DatabaseRemains.of(layout);
  }

  /** Has a node that can end what runs, if anything runs. */
  void awaitNode(PlatformProgress progress) {
    boolean dead = RunningProgram.find(home.lock(Program.NODE)).isEmpty();
    if (dead && !isAnythingLeft()) {
      return;
    }
    if (dead) {
      progress.say("np node does not run; it starts once more to end what it has left");
    }
    try {
      starter.ensure(Program.NODE);
      starter.awaitReady(Program.NODE);
    } catch (NpException e) {
      progress.say("np node cannot start, so what it has left is ended by force");
    }
  }

  private boolean isAnythingLeft() {
    return Files.isDirectory(home.node()) && (machine().runsAnything() || databases.runAnything());
  }

  /** Only while no node runs: it would close the doors that the node has opened. */
  private LaunchPlatform machine() {
    return LaunchPlatform.of(layout, apiPort);
  }

  /** Returns when no workload runs any more, or the node does not bring it about. */
  void stopWorkloads() {
    EngineClient engine = new EngineClient(home.nodeSocket());
    try {
      for (WorkloadStatus status : engine.observe()) {
        engine.remove(status.id(), GRACE);
      }
      awaitNothing(engine);
    } catch (NpException notRunning) {
      return; // dismantle() finds what it has left
    }
  }

  /** Lets every database sleep, so that none has to recover. */
  void stopDatabases() {
    DatabaseEngineClient engine = new DatabaseEngineClient(home.nodeSocket());
    try {
      for (DatabaseStatus status : engine.observe()) {
        if (status.pid().isPresent()) {
          engine.suspend(status.id());
        }
      }
    } catch (NpException notRunning) {
      return; // dismantle() finds what it has left
    }
  }

  /**
   * Ends what is left and removes control groups, firewall rules and mounts, once the node has
   * ended too.
   *
   * @throws NpException.Unavailable when something cannot be removed
   */
  void dismantle() {
    if (!Files.isDirectory(home.node())) {
      return;
    }
    LaunchPlatform machine = machine();
    machine.dismantle();
    try {
      databases.end();
      machine.confinement().ifPresent(Confinement::dismantle);
      new FileTree(layout.instances()).delete();
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.BUSY,
          "not everything below " + home.root() + " could be removed: " + e.getMessage(),
          "end what uses it, then np server stop again",
          e);
    }
  }

  private static void awaitNothing(EngineClient engine) {
    long end = System.nanoTime() + GRACE.plusSeconds(5).toNanos();
    while (!engine.observe().isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }
}
