package np.server.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import np.model.AppId;
import np.model.StopPolicy;
import np.model.WorkloadStatus;
import np.server.apps.AppStore;
import np.server.apps.DeploymentStore;
import np.server.apps.Trash;
import np.server.builds.Uploads;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once an hour, forgets what nobody can want any more: old trash, unused uploads, and how changes
 * went long ago.
 */
public final class Janitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Janitor.class);
  private static final Duration ROUND = Duration.ofHours(1);

  /** How long it can be looked up how a change went. */
  private static final Duration HISTORY = Duration.ofDays(90);

  private final Tools tools;
  private final Uploads uploads;
  private final AppStore apps = new AppStore();
  private final DeploymentStore deployments = new DeploymentStore();
  private @Nullable Thread thread;

  public Janitor(Tools tools, Uploads uploads) {
    this.tools = tools;
    this.uploads = uploads;
  }

  void start() {
    thread = Thread.ofVirtual().name("janitor").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(ROUND);
        round();
      }
    } catch (InterruptedException e) {
      LOG.debug("janitor stopped");
    }
  }

  /** An edge of the program: what fails now is tried in the next round. */
  private void round() {
    try {
      sweep();
    } catch (RuntimeException e) {
      LOG.warn("sweeping goes on in an hour", e);
    }
  }

  /** One round. */
  public void sweep() {
    Instant before = tools.clock().instant().minus(Trash.KEPT);
    List<AppId> old = tools.database().read(handle -> apps.trashed(handle, before));
    for (AppId app : old) {
      purge(app, before);
    }
    uploads.sweep();
    Instant longAgo = tools.clock().instant().minus(HISTORY);
    tools.database().change(handle -> deployments.forget(handle, longAgo));
  }

  /** The row goes last: whatever fails before is done again. */
  private void purge(AppId app, Instant before) {
    tools.engine().observe().stream()
        .map(WorkloadStatus::id)
        .filter(id -> id.app().equals(app))
        .forEach(id -> tools.engine().remove(id, RetireStep.grace(StopPolicy.DEFAULT)));
    tools.artifacts().forget(app);
    tools.database().change(handle -> apps.purge(handle, app, before));
    tools.board().forget(app);
    LOG.info("app={} purged from the trash", app);
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
