package np.server.apps;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import np.api.PlanView;
import np.api.Schemas;
import np.model.AppId;
import np.model.Artifact;
import np.model.Digest;
import np.model.EnvName;
import np.model.Port;
import np.model.ProcessName;
import np.model.ReleaseNumber;
import np.model.Secret;
import np.model.Workload;
import np.plan.ArtifactDigest;
import np.server.apps.AppState.Power;
import np.server.apps.Apps.Wish;
import np.server.apps.LiveScale.Policy;
import np.server.apps.SpecChanges.Side;
import np.spec.SecretSpec;
import np.spi.Engine;
import np.spi.Preview;
import org.jdbi.v3.core.Handle;

/** Foresees what a deploy would do, and does none of it. */
public final class Plans {
  private final Changes changes;
  private final Planning planning;
  private final SecretValues values;
  private final AppDatabases databases;
  private final Engine engine;
  private final AppStore store = new AppStore();
  private final ReleaseStore releases = new ReleaseStore();

  /** What foreseeing needs. */
  public record Parts(
      Changes changes,
      Planning planning,
      SecretValues values,
      AppDatabases databases,
      Engine engine) {}

  public Plans(Parts parts) {
    this.changes = parts.changes();
    this.planning = parts.planning();
    this.values = parts.values();
    this.databases = parts.databases();
    this.engine = parts.engine();
  }

  /** What would be after a deploy, and what was before. */
  private record Draft(
      Optional<App> app,
      Optional<Release> current,
      Side after,
      Wanted wanted,
      List<String> databases) {}

  PlanView plan(Wish wish) {
    Draft draft = changes.inDatabase(handle -> draft(handle, wish));
    List<PlanView.Change> list =
        SpecChanges.of(
            draft.current().map(release -> new Side(release.content(), live(draft.app()))),
            draft.after());
    List<String> notes = new ArrayList<>(missing(draft, wish));
    notes.addAll(draft.databases());
    int restarts = 0;
    for (Workload workload : draft.wanted().workloads()) {
      Preview preview = engine.preview(workload);
      restarts += preview.replaced().size();
      notes.addAll(notes(workload, preview));
    }
    String from =
        draft.app().flatMap(app -> app.state().release()).map(ReleaseNumber::toString).orElse("");
    return new PlanView(
        Schemas.PLAN, wish.app().app().value(), from, list, list.isEmpty() ? 0 : restarts, notes);
  }

  private static Map<ProcessName, Scaled> live(Optional<App> app) {
    return app.map(each -> each.state().scale()).orElse(Map.of());
  }

  private Draft draft(Handle handle, Wish wish) {
    Optional<App> app = store.find(handle, wish.app()).filter(each -> each.deletedAt().isEmpty());
    Optional<Release> current =
        app.flatMap(each -> each.state().release())
            .flatMap(number -> releases.find(handle, wish.app(), number));
    AppConfig config = app.map(App::config).orElse(AppConfig.EMPTY);
    planning.refuseForeign(wish.app(), wish.spec());
    Release.Content content = content(handle, app, wish, config);
    Map<ProcessName, Scaled> scale =
        new LiveScale(
                wish.app(),
                live(app),
                current.map(release -> release.summary().processes()).orElse(Map.of()))
            .after(wish.spec(), Policy.ACCEPT);
    AppState now = app.map(App::state).orElse(AppState.EMPTY);
    AppState target =
        now.withScale(scale)
            .withLinks(FileLinks.after(wish.app().app(), wish.spec(), now.links()))
            .withPower(Power.ON);
    Release release = release(wish.app(), content);
    Wanted wanted = planning.wanted(release, target, secrets(handle, wish, release, target));
    List<String> made = databases.foresee(handle, wish.services());
    return new Draft(app, current, new Side(content, scale), wanted, made);
  }

  private Map<EnvName, Secret> secrets(Handle handle, Wish wish, Release release, AppState target) {
    Map<EnvName, Secret> known = new HashMap<>(values.of(handle, release, target));
    wish.spec().secrets().keySet().forEach(name -> known.putIfAbsent(name, new Secret("")));
    return known;
  }

  private Release.Content content(Handle handle, Optional<App> app, Wish wish, AppConfig config) {
    Digest digest = ArtifactDigest.of(wish.spec(), wish.source());
    ReleaseNumber next = app.map(App::nextRelease).orElse(new ReleaseNumber(1));
    Artifact artifact =
        releases
            .reusable(handle, wish.app(), digest)
            .orElseGet(() -> new Artifact(wish.app(), next, digest));
    return new Release.Content(
        wish.request().spec(),
        wish.request().file(),
        wish.environment(),
        wish.source(),
        artifact,
        config);
  }

  private Release release(AppId app, Release.Content content) {
    Release.Summary nothing =
        new Release.Summary(Map.of(), "", "", List.of(), 0, changes.stamp(""));
    return new Release(app, content.artifact().builtBy(), content, nothing, Release.State.PENDING);
  }

  private static List<String> missing(Draft draft, Wish wish) {
    TreeSet<EnvName> open = new TreeSet<>(wish.spec().secrets().keySet());
    open.removeAll(draft.after().content().config().secrets().keySet());
    return open.stream()
        .map(
            name ->
                wish.spec().secrets().get(name) instanceof SecretSpec.Generated
                    ? "the secret " + name + " will be generated"
                    : "the secret " + name + " is missing → np secrets set " + name)
        .toList();
  }

  private static List<String> notes(Workload workload, Preview preview) {
    List<String> notes = new ArrayList<>();
    if (!preview.why().isEmpty()) {
      notes.add(workload.id().process() + ": " + preview.why());
    }
    if (preview.gap() && !preview.replaced().isEmpty()) {
      notes.add(workload.id().process() + ": " + gap(workload));
    }
    return notes;
  }

  private static String gap(Workload workload) {
    return workload instanceof Workload.Service service
            && service.port() instanceof Port.Fixed fixed
        ? "port %d is fixed: one instance, and a short gap at each deploy; listen on $PORT to avoid it"
            .formatted(fixed.number())
        : "does not answer while it is replaced, as deploy.strategy recreate wants it";
  }
}
