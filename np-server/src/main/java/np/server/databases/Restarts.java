package np.server.databases;

import java.util.ArrayList;
import java.util.List;
import np.api.DeploymentView;
import np.model.AppId;
import np.server.apps.Deployment;
import np.server.apps.LinkStore;
import np.server.apps.Links;
import np.server.apps.Views;
import np.server.databases.StoredDatabase.Restart;

/** Gives linked apps the new URL of a database: their instances are replaced, one by one. */
final class Restarts {
  private final DatabaseParts parts;
  private final Links links;
  private final LinkStore linked = new LinkStore();
  private final DatabaseStore store = new DatabaseStore();
  private final Views views = new Views();

  Restarts(DatabaseParts parts, Links links) {
    this.parts = parts;
    this.links = links;
  }

  /**
   * What came of it.
   *
   * @param busy apps with another change under way; they get their turn after it
   */
  record Result(List<DeploymentView> deployments, List<AppId> busy) {
    Result {
      deployments = List.copyOf(deployments);
      busy = List.copyOf(busy);
    }

    boolean isDone() {
      return busy.isEmpty();
    }
  }

  /** Opens the changes that are due; the others get their turn by themselves. */
  Result now(StoredDatabase database, String by) {
    Result result = run(database, by);
    if (!result.isDone()) {
      parts.signals().wake(DatabaseParts.WRITTEN);
    }
    return result;
  }

  /** Opens the changes that are due. */
  Result run(StoredDatabase database, String by) {
    if (database.progress().restart() == Restart.NONE) {
      return new Result(List.of(), List.of());
    }
    List<Deployment> started = new ArrayList<>();
    List<AppId> busy = new ArrayList<>();
    for (AppId app : parts.store().read(handle -> linked.users(handle, database.id()))) {
      switch (links.restart(app, database.id().name(), by)) {
        case Links.Restarted.Started(Deployment deployment) -> started.add(deployment);
        case Links.Restarted.Busy() -> busy.add(app);
        case Links.Restarted.Nothing() -> {}
      }
    }
    if (busy.isEmpty()) {
      parts.store().change(handle -> store.restarted(handle, database));
    }
    return new Result(views(started), busy);
  }

  private List<DeploymentView> views(List<Deployment> deployments) {
    return parts
        .store()
        .read(handle -> deployments.stream().map(each -> views.deployment(handle, each)).toList());
  }
}
