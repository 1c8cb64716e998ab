package np.server.deploy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import np.api.EventView;
import np.model.AppId;
import np.model.EnvName;
import np.model.ReleaseNumber;
import np.server.apps.App;
import np.server.apps.AppConfig;
import np.server.apps.AppStore;
import np.server.apps.Deployment.Kind;
import np.server.apps.Release;
import np.server.apps.ReleaseStore;
import np.server.apps.RouteStore;
import np.server.apps.Stamp;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the target what is so, or marks the failure; then sweeps what nobody needs any more. */
final class FinishStep {
  private static final Logger LOG = LoggerFactory.getLogger(FinishStep.class);
  private static final int KEPT_RELEASES = 5;

  private final Tools tools;
  private final AppStore apps = new AppStore();
  private final ReleaseStore releases = new ReleaseStore();
  private final RouteStore routes = new RouteStore();

  FinishStep(Tools tools) {
    this.tools = tools;
  }

  /** The deployment has succeeded. */
  void succeed(Job job) {
    tools
        .database()
        .change(
            handle -> {
              settle(handle, job);
              routes.release(handle, job.app());
              String url = job.release().map(each -> each.summary().url()).orElse("");
              String state = job.switchesOff() ? "stopped" : "running";
              job.journal().done(handle, state, url, Optional.empty());
            });
    job.journal().told();
    trySweep(job.app());
  }

  /** What is left over now is swept after the next deployment. */
  private void trySweep(AppId app) {
    try {
      sweep(app);
    } catch (RuntimeException e) {
      LOG.warn("app={} old artifacts not swept", app, e);
    }
  }

  private void settle(Handle handle, Job job) {
    if (job.deployment().kind() == Kind.DESTROY) {
      return;
    }
    App app = apps.lock(handle, job.app()).orElseThrow();
    apps.state(handle, job.app(), job.deployment().target());
    Stamp stamp = new Stamp(tools.clock().instant(), job.deployment().started().by());
    boolean other = !job.deployment().target().release().equals(job.former().release());
    job.release()
        .filter(release -> other)
        .ifPresent(release -> apps.live(handle, job.app(), config(app, release, job), stamp));
    job.release()
        .filter(release -> job.deployment().kind().makesRelease())
        .ifPresent(
            release -> releases.ended(handle, release, Release.State.KEPT, job.journal().total()));
  }

  /** A rollback forgets no secret that was made since: data may be sealed with it. */
  private static AppConfig config(App app, Release release, Job job) {
    AppConfig snapshot = release.content().config();
    if (job.deployment().kind() != Kind.ROLLBACK) {
      return snapshot;
    }
    Map<EnvName, Integer> secrets = new HashMap<>(app.config().secrets());
    secrets.putAll(snapshot.secrets());
    return new AppConfig(snapshot.env(), secrets);
  }

  /** The deployment has failed; what served before is wanted again. */
  void fail(Job job, EventView.Failure failure) {
    tools
        .database()
        .change(
            handle -> {
              job.release()
                  .filter(release -> job.deployment().kind().makesRelease())
                  .ifPresent(
                      release ->
                          releases.ended(
                              handle, release, Release.State.FAILED, job.journal().total()));
              apps.problem(handle, job.app(), failure.message());
              routes.release(handle, job.app());
              job.journal().done(handle, "failed", "", Optional.of(failure));
            });
    job.journal().told();
  }

  /** The app is locked: a deploy at the same time finds an artifact gone, or keeps it. */
  private void sweep(AppId app) {
    Set<ReleaseNumber> needed = new HashSet<>();
    int newest =
        tools
            .database()
            .write(
                handle -> {
                  int last = apps.lock(handle, app).map(App::lastRelease).orElse(0);
                  releases.swept(handle, app, old(handle, app, needed));
                  releases.unbuilt(handle, app, needed);
                  releases.forgetSecrets(handle, app);
                  return last;
                });
    tools.artifacts().sweep(app, number -> number.value() <= newest && !needed.contains(number));
  }

  /** The releases to be swept; adds the artifacts of the others. */
  private List<ReleaseNumber> old(Handle handle, AppId app, Set<ReleaseNumber> artifacts) {
    Optional<ReleaseNumber> current =
        apps.find(handle, app).flatMap(each -> each.state().release());
    List<Release> all = releases.list(handle, app);
    Set<ReleaseNumber> kept = new HashSet<>();
    current.ifPresent(kept::add);
    all.stream()
        .filter(each -> each.state() == Release.State.KEPT)
        .limit(KEPT_RELEASES)
        .forEach(each -> kept.add(each.number()));
    all.stream()
        .filter(each -> each.state() == Release.State.PENDING)
        .forEach(each -> kept.add(each.number()));
    all.stream()
        .filter(each -> kept.contains(each.number()))
        .forEach(each -> artifacts.add(each.content().artifact().builtBy()));
    return all.stream().map(Release::number).filter(number -> !kept.contains(number)).toList();
  }
}
