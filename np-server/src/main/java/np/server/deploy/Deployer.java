package np.server.deploy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import np.api.EventView;
import np.model.NpException;
import np.server.apps.App;
import np.server.apps.AppState;
import np.server.apps.AppStore;
import np.server.apps.Deployment;
import np.server.apps.DeploymentStore;
import np.server.apps.OpenedChange;
import np.server.apps.Release;
import np.server.apps.Wanted;
import np.server.status.Signals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks every open deployment to its end, each on a virtual thread of its own. A deployment is a
 * row: whoever finds one that nobody walks goes on where it stands, at the start of a server, when
 * told of a new one, and every now and then. {@link DeploymentLocks} keep several servers apart.
 *
 * <p>Not on db-scheduler: its unit is an execution with a heartbeat of its own, so that a server
 * that dies is noticed after minutes, while the lock of a dead connection is free at once; and the
 * steps would be a second state beside the row. It is for what runs at a time of the day.
 */
public final class Deployer implements OpenedChange, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** What those wake who open deployments. */
  private static final String OPENED = "np.server.deploy.opened";

  private final Tools tools;
  private final Settings settings;
  private final DeploymentLocks locks;
  private final RoutePublisher publisher;
  private final Steps steps;
  private final DeploymentStore deployments = new DeploymentStore();
  private final AppStore apps = new AppStore();
  private final Map<String, Thread> walking = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private @Nullable Thread watcher;

  /**
   * How deployments are walked.
   *
   * @param pool gives the connection that holds the locks; one is kept for good
   * @param buildSlots how many builds may run at a time
   * @param observer sees each step
   */
  public record Settings(DataSource pool, int buildSlots, StepObserver observer) {}

  public Deployer(Tools tools, Settings settings) {
    this.tools = tools;
    this.settings = settings;
    this.locks = new DeploymentLocks(settings.pool());
    this.publisher = new RoutePublisher(tools.database(), tools.ingress());
    this.steps = new Steps(tools, publisher, new Semaphore(settings.buildSlots()));
  }

  /** Begins to walk what is open and what will be. Returns at once. */
  public void start() {
    if (new AddressChange(tools).run()) {
      tellEdge();
    }
    watcher = Thread.ofVirtual().name("deployer").start(this::watch);
  }

  @Override
  public void opened(Deployment deployment) {
    tools.signals().wake(OPENED);
    tools.signals().wake(deployment.app().tenant());
  }

  private void watch() {
    boolean caughtUp = false;
    try (Signals.Watch news = tools.signals().watch(OPENED)) {
      while (!closed) {
        caughtUp = caughtUp || catchUp();
        walkOpen();
        news.await(caughtUp ? LOOK_AGAIN : PAUSE);
      }
    } catch (InterruptedException e) {
      LOG.debug("deployer stopped");
    }
  }

  /** So that whoever waits for the start finds the apps; an edge that is away learns it later. */
  private void tellEdge() {
    try {
      publisher.catchUp();
    } catch (NpException.Unavailable e) {
      LOG.warn("edge not told of the new addresses yet: {}", e.getMessage());
    }
  }

  private boolean catchUp() {
    try {
      publisher.catchUp();
      new EngineRecovery(tools).run();
      return true;
    } catch (NpException.Unavailable e) {
      LOG.warn("node or edge not up to date yet: {}", e.getMessage());
      return false;
    } catch (RuntimeException e) {
      LOG.error("node or edge not brought up to date", e);
      return false;
    }
  }

  private void walkOpen() {
    try {
      tools.database().read(handle -> deployments.open(handle)).forEach(this::walk);
    } catch (NpException.Unavailable e) {
      LOG.warn("open deployments not read: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("open deployments not read", e);
    }
  }

  private void walk(Deployment found) {
    String id = found.id();
    if (walking.containsKey(id) || !take(id)) {
      return;
    }
    Thread thread = Thread.ofVirtual().name("deployment-" + id).unstarted(() -> carryOut(found));
    walking.put(id, thread);
    thread.start();
  }

  private boolean take(String id) {
    try {
      return locks.take(id);
    } catch (SQLException e) {
      LOG.warn("deployment={} not locked: {}", id, e.getMessage());
      return false;
    }
  }

  /** An edge of the program: whatever happens here is logged, and the deployment stays open. */
  private void carryOut(Deployment found) {
    String id = found.id();
    try {
      // Read again: another server may have ended it before we got the lock.
      Optional<Deployment> fresh =
          tools
              .database()
              .read(handle -> deployments.find(handle, found.app().tenant(), id))
              .filter(each -> !each.progress().state().ended());
      if (fresh.isPresent()) {
        prepareAndRun(fresh.get());
      }
    } catch (InterruptedException e) {
      LOG.debug("deployment={} left for later", id);
    } catch (NpException.Unavailable e) {
      LOG.warn("deployment={} left for later: {}", id, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("deployment={} left for later", id, e);
    } finally {
      locks.release(id);
      walking.remove(id);
    }
  }

  private void prepareAndRun(Deployment deployment) throws InterruptedException {
    Journal journal = new Journal(tools.database(), tools.signals(), tools.clock(), deployment);
    LOG.info(
        "deployment={} app={} kind={} step={}",
        deployment.id(),
        deployment.app(),
        deployment.kind(),
        deployment.progress().step());
    Job job;
    try {
      job = job(deployment, journal);
    } catch (NpException.Invalid | NpException.NotFound e) {
      giveUp(deployment, journal, e);
      return;
    }
    new Walk(steps, job, settings.observer(), () -> !closed && locks.holds(deployment.id())).run();
  }

  private Job job(Deployment deployment, Journal journal) {
    AppState former =
        tools
            .database()
            .read(handle -> apps.find(handle, deployment.app()))
            .map(App::state)
            .orElse(AppState.EMPTY);
    Optional<Release> release =
        deployment
            .target()
            .release()
            .map(number -> tools.targets().release(deployment.app(), number));
    Wanted wanted = tools.targets().of(deployment.app(), deployment.target());
    Wanted before = tools.targets().of(deployment.app(), former);
    return new Job(deployment, release, former, wanted, before, journal);
  }

  /** What cannot even be planned changes nothing. */
  private void giveUp(Deployment deployment, Journal journal, NpException why) {
    Job empty =
        new Job(
            deployment, Optional.empty(), AppState.EMPTY, Wanted.NOTHING, Wanted.NOTHING, journal);
    EventView.Failure failure = steps.failures().refused(empty, why);
    new FinishStep(tools).fail(empty, failure);
  }

  /** Stops walking; what is open is walked on by the next start, here or elsewhere. */
  @Override
  public void close() {
    closed = true;
    List<Thread> threads = List.copyOf(walking.values());
    threads.forEach(Thread::interrupt);
    Thread watching = watcher;
    if (watching != null) {
      watching.interrupt();
    }
    join(threads);
    locks.close();
  }

  private static void join(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
