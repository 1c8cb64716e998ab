package np.server.apps;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import np.model.AppId;
import np.model.NpException;
import np.model.Route;
import np.server.apps.RouteStore.Taken;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves every app to another public address: its own hosts lie below the new domain, and URLs name
 * it. Hosts of the apps' files stay, and win over an app that would have the same by its name.
 */
public final class Relocation {
  private static final Logger LOG = LoggerFactory.getLogger(Relocation.class);

  private final Planning planning;
  private final AppStore apps = new AppStore();
  private final ReleaseStore releases = new ReleaseStore();
  private final RouteStore routes = new RouteStore();

  public Relocation(Planning planning) {
    this.planning = planning;
  }

  /** Whether what is stored was planned for another address. */
  public boolean isDue(Handle handle) {
    return !routes.plannedFor(handle).equals(planning.address().base());
  }

  /**
   * Plans routes and URLs again.
   *
   * @param settled apps whose routes are those of a change that has yet to end; they stay
   */
  public void run(Handle handle, Set<AppId> settled) {
    for (App app : apps.serving(handle)) {
      if (!settled.contains(app.id())) {
        move(handle, app);
      }
    }
    releases.usable(handle).forEach(release -> url(handle, release));
    routes.plannedFor(handle, planning.address().base());
  }

  private void move(Handle handle, App app) {
    Optional<Release> serving =
        app.state().release().flatMap(number -> releases.find(handle, app.id(), number));
    try {
      List<Route> wanted =
          serving.map(release -> planning.routes(release, app.state())).orElse(List.of());
      if (routes.replace(handle, app.id(), wanted, Taken.LEAVE)) {
        routes.release(handle, app.id());
      }
    } catch (NpException.Invalid unreadable) {
      LOG.warn("app={} stays at its former address: {}", app.id(), unreadable.getMessage());
    }
  }

  private void url(Handle handle, Release release) {
    try {
      releases.url(handle, release, planning.url(release));
    } catch (NpException.Invalid unreadable) {
      LOG.debug("release={} of app={} cannot be read", release.number(), release.app());
    }
  }
}
