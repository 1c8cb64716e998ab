package np.server.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.api.DeployRequest;
import np.model.AppId;
import np.model.Artifact;
import np.model.Digest;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;
import np.model.ProcessName;
import np.model.Route;
import np.plan.ArtifactDigest;
import np.server.apps.AppState.Power;
import np.server.apps.Changes.Order;
import np.server.apps.Deployment.Kind;
import np.server.apps.SpecChanges.Side;
import np.server.builds.Artifacts;
import np.server.builds.Uploads;
import np.spec.AppSpec;
import org.jdbi.v3.core.Handle;

/** The rules of deploying: what becomes a release, what is unchanged, and what is refused. */
public final class Apps {
  private final Changes changes;
  private final Planning planning;
  private final Secrets secrets;
  private final Uploads uploads;
  private final Artifacts artifacts;
  private final AppDatabases databases;
  private final AppStore store = new AppStore();
  private final ReleaseStore releases = new ReleaseStore();
  private final DeploymentStore deployments = new DeploymentStore();
  private final RouteStore routes = new RouteStore();

  /** What deploying needs. */
  public record Parts(
      Changes changes,
      Planning planning,
      Secrets secrets,
      Uploads uploads,
      Artifacts artifacts,
      AppDatabases databases) {}

  public Apps(Parts parts) {
    this.changes = parts.changes();
    this.planning = parts.planning();
    this.secrets = parts.secrets();
    this.uploads = parts.uploads();
    this.artifacts = parts.artifacts();
    this.databases = parts.databases();
  }

  /**
   * A wish to deploy.
   *
   * @param spec what the request's text says
   * @param by whose wish
   */
  record Wish(AppId app, DeployRequest request, AppSpec spec, String by) {
    private static final int LONGEST = 500;

    Wish {
      if (request.file().length() > LONGEST || message(request).length() > LONGEST) {
        throw new NpException.Invalid(
            ErrorCode.BAD_VALUE,
            "the message is too long",
            "write up to " + LONGEST + " characters");
      }
    }

    /** For the list of releases; safe to be shown. */
    String message() {
      return Printable.escape(message(request));
    }

    private static String message(DeployRequest request) {
      return Optional.ofNullable(request.message()).orElse("");
    }

    Digest source() {
      return new Digest(request.source());
    }

    LiveScale.Policy drift() {
      return request.acceptDrift() ? LiveScale.Policy.ACCEPT : LiveScale.Policy.REFUSE;
    }

    String environment() {
      return Optional.ofNullable(request.environment()).orElse("");
    }

    AppDatabases.Services services() {
      return new AppDatabases.Services(
          app, Optional.of(environment()).filter(name -> !name.isEmpty()), spec.services());
    }
  }

  /** Makes a release and opens its deployment, all in one transaction. */
  Outcome deploy(Wish wish) {
    return changes.database().write(handle -> deploy(handle, wish));
  }

  private Outcome deploy(Handle handle, Wish wish) {
    Stamp stamp = changes.stamp(wish.by());
    store.create(handle, wish.app(), stamp);
    App app = changes.lock(handle, wish.app());
    Optional<Deployment> open = deployments.open(handle, wish.app());
    if (open.isPresent()) {
      return resumed(handle, wish, open.get());
    }
    planning.refuseForeign(wish.app(), wish.spec());
    List<String> provided = databases.provide(handle, wish.services(), stamp);
    AppConfig config = secrets.complete(handle, app, wish.spec(), stamp);
    AppState target = target(handle, app, wish);
    Release.Content content = content(handle, app, wish, config);
    Optional<Release> current = current(handle, app);
    List<Route> wanted = planning.routes(app.id(), wish.spec(), content.artifact());
    if (current.isPresent()
        && provided.isEmpty()
        && same(app, current.get(), content, target)
        && isAt(planning.url(app.id(), wanted), current.get())) {
      return unchanged(handle, app, stamp);
    }
    requireSource(handle, content);
    routes.claimAll(handle, app.id(), wanted);
    List<String> lines =
        new ArrayList<>(
            SpecChanges.lines(
                current.map(release -> new Side(release.content(), app.state().scale())),
                new Side(content, target.scale())));
    current.ifPresent(release -> lines.addAll(provided));
    Release release =
        new Release(
            app.id(),
            app.nextRelease(),
            content,
            summary(wish, planning.url(app.id(), wanted), lines, stamp),
            Release.State.PENDING);
    return open(handle, release, new Order(app, Kind.DEPLOY, target, lines, stamp));
  }

  /** The same wish again, after a lost answer or an interrupted client, joins what it started. */
  private Outcome resumed(Handle handle, Wish wish, Deployment open) {
    boolean same =
        open.kind() == Kind.DEPLOY
            && open.target()
                .release()
                .flatMap(number -> releases.find(handle, wish.app(), number))
                .filter(release -> isOf(release.content(), wish))
                .isPresent();
    if (!same) {
      throw Changes.busy(open);
    }
    return new Outcome.Started(open);
  }

  private static boolean isOf(Release.Content content, Wish wish) {
    return content.spec().equals(wish.request().spec())
        && content.environment().equals(wish.environment())
        && content.source().equals(wish.source());
  }

  private Optional<Release> current(Handle handle, App app) {
    return app.state().release().flatMap(number -> releases.find(handle, app.id(), number));
  }

  private AppState target(Handle handle, App app, Wish wish) {
    Map<ProcessName, Integer> base =
        current(handle, app).map(release -> release.summary().processes()).orElse(Map.of());
    Map<ProcessName, Scaled> scale =
        new LiveScale(app.id(), app.state().scale(), base).after(wish.spec(), wish.drift());
    return app.state()
        .withScale(scale)
        .withLinks(FileLinks.after(app.id().app(), wish.spec(), app.state().links()))
        .withPower(Power.ON)
        .withRelease(app.nextRelease());
  }

  private Release.Content content(Handle handle, App app, Wish wish, AppConfig config) {
    Digest digest = ArtifactDigest.of(wish.spec(), wish.source());
    Artifact artifact =
        releases
            .reusable(handle, app.id(), digest)
            .filter(artifacts::exists)
            .orElseGet(() -> new Artifact(app.id(), app.nextRelease(), digest));
    return new Release.Content(
        wish.request().spec(),
        wish.request().file(),
        wish.environment(),
        wish.source(),
        artifact,
        config);
  }

  private static boolean same(App app, Release current, Release.Content content, AppState target) {
    Release.Content now = current.content();
    return now.source().equals(content.source())
        && now.artifact().digest().equals(content.artifact().digest())
        && now.environment().equals(content.environment())
        && now.config().equals(content.config())
        && app.state().scale().equals(target.scale())
        && app.state().links().equals(target.links())
        && SpecTexts.of(now).equals(SpecTexts.of(content));
  }

  /** The platform may have got another domain since. */
  private static boolean isAt(String url, Release current) {
    return url.equals(current.summary().url());
  }

  /** Nothing to release; but whoever deploys wants it to run. */
  private Outcome unchanged(Handle handle, App app, Stamp stamp) {
    if (app.state().power() == Power.ON) {
      return new Outcome.Unchanged(app, Kind.DEPLOY);
    }
    AppState target = app.state().withPower(Power.ON);
    Order order = new Order(app, Kind.START, target, List.of(), stamp);
    return new Outcome.Started(changes.open(handle, order));
  }

  private void requireSource(Handle handle, Release.Content content) {
    Artifact artifact = content.artifact();
    if (artifacts.exists(artifact)) {
      return;
    }
    if (!uploads.touch(handle, artifact.app().tenant(), content.source())) {
      throw new NpException.Conflict(
          ErrorCode.UPLOAD_NEEDED,
          "the source " + content.source().abbreviated() + " has not been uploaded yet",
          "PUT it to /v1/uploads/" + content.source() + ", then repeat");
    }
  }

  private static Release.Summary summary(Wish wish, String url, List<String> lines, Stamp stamp) {
    return new Release.Summary(Planning.scales(wish.spec()), url, wish.message(), lines, 0, stamp);
  }

  private Outcome open(Handle handle, Release release, Order order) {
    releases.insert(handle, release);
    store.lastRelease(handle, release.app(), release.number());
    return new Outcome.Started(changes.open(handle, order));
  }
}
