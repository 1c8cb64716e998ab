package np.server.deploy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import np.model.NpException;
import np.model.Workload;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import np.server.apps.App;
import np.server.apps.AppStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an engine again what it does not know any more: after {@code np server stop}, which stops
 * the apps too, or when a node has lost its disk. What the engine knows is left alone.
 */
final class EngineRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(EngineRecovery.class);

  private final Tools tools;
  private final AppStore apps = new AppStore();

  EngineRecovery(Tools tools) {
    this.tools = tools;
  }

  /** Runs before any deployment is walked, so that it never undoes one. */
  void run() {
    Set<WorkloadId> known =
        tools.engine().observe().stream().map(WorkloadStatus::id).collect(Collectors.toSet());
    List<App> serving = tools.database().read(apps::atRest);
    for (App app : serving) {
      tools.targets().of(app.id(), app.state()).workloads().stream()
          .filter(workload -> workload.count() > 0 && !known.contains(workload.id()))
          .forEach(this::apply);
    }
  }

  private void apply(Workload workload) {
    LOG.info("workload={} was lost by the engine and is applied again", workload.id());
    try {
      tools.engine().apply(workload);
    } catch (NpException.Invalid | NpException.Conflict refused) {
      LOG.warn("workload={} is not taken any more: {}", workload.id(), refused.getMessage());
    }
  }
}
