package np.server.apps;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import np.api.AppView;
import np.api.DeploymentView;
import np.api.EnvView;
import np.api.ReleaseView;
import np.api.Schemas;
import np.model.AppId;
import np.model.EnvName;
import np.model.ReleaseNumber;
import np.model.Route;
import np.server.apps.AppState.Power;
import np.server.http.Answer;
import org.jdbi.v3.core.Handle;

/** Turns what is stored into the records of the API. */
public final class Views {
  private final ReleaseStore releases = new ReleaseStore();

  /** 202 with the deployment, or 200 when there is nothing to do. */
  Answer answer(Handle handle, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Started started -> Answer.accepted(deployment(handle, started.deployment()));
      case Outcome.Unchanged unchanged -> Answer.ok(unchanged(handle, unchanged));
    };
  }

  /** A deployment. */
  public DeploymentView deployment(Handle handle, Deployment deployment) {
    return new DeploymentView(
        Schemas.DEPLOYMENT,
        deployment.id(),
        deployment.app().app().value(),
        deployment.kind().word(),
        deployment.progress().state().word(),
        text(deployment.target().release()),
        text(deployment.from()),
        url(handle, deployment.app(), deployment.target()),
        deployment.changes(),
        deployment.started().at().toString(),
        deployment.started().by(),
        deployment.progress().error().orElse(null));
  }

  private DeploymentView unchanged(Handle handle, Outcome.Unchanged unchanged) {
    App app = unchanged.app();
    String release = text(app.state().release());
    return new DeploymentView(
        Schemas.DEPLOYMENT,
        "",
        app.id().app().value(),
        unchanged.kind().word(),
        "unchanged",
        release,
        release,
        url(handle, app.id(), app.state()),
        List.of(),
        "",
        "",
        null);
  }

  static AppView app(AppListing.Listed listed, List<Route> routes) {
    App app = listed.app();
    return new AppView(
        Schemas.APP,
        app.id().app().value(),
        app.id().tenant().value(),
        state(listed),
        text(app.state().release()),
        app.state().release().isPresent() ? listed.url() : "",
        routes.stream().map(Views::route).toList(),
        app.created().at().toString(),
        app.created().by(),
        app.deletedAt().map(Instant::toString).orElse(""));
  }

  private static String state(AppListing.Listed listed) {
    App app = listed.app();
    if (app.deletedAt().isPresent()) {
      return "deleted";
    }
    if (listed.change().isPresent()) {
      return "deploying";
    }
    if (app.state().release().isEmpty()) {
      return app.problem().isEmpty() ? "empty" : "failed";
    }
    return app.state().power() == Power.OFF ? "stopped" : "running";
  }

  private static String route(Route route) {
    String place = route.host() + (route.path().equals("/") ? "" : route.path());
    return switch (route) {
      case Route.Proxy proxy -> place + " -> " + proxy.workload().process();
      case Route.Files files -> place + " -> " + files.site().directory();
      case Route.Redirect redirect -> place + " => " + redirect.target();
      case Route.Closed closed -> place + " (" + closed.why() + ")";
    };
  }

  EnvView env(App app, Optional<Release> current) {
    Map<EnvName, String> file =
        current.map(release -> SpecTexts.of(release.content()).env()).orElse(Map.of());
    return new EnvView(Schemas.ENV, app.id().app().value(), texts(app.config().env()), texts(file));
  }

  private static Map<String, String> texts(Map<EnvName, String> env) {
    return env.entrySet().stream()
        .collect(
            Collectors.toMap(
                each -> each.getKey().value(), Map.Entry::getValue, (a, b) -> b, TreeMap::new));
  }

  EnvView.Secrets secrets(App app, Optional<Release> current, List<SecretStore.Version> versions) {
    Map<EnvName, SecretStore.Version> now =
        versions.stream()
            .filter(each -> version(app, each.name()) == each.version())
            .collect(Collectors.toMap(SecretStore.Version::name, each -> each));
    TreeSet<EnvName> names = new TreeSet<>(now.keySet());
    current.ifPresent(release -> names.addAll(SpecTexts.of(release.content()).secrets().keySet()));
    List<EnvView.Entry> entries =
        names.stream().map(name -> entry(name, Optional.ofNullable(now.get(name)))).toList();
    return new EnvView.Secrets(Schemas.SECRETS, app.id().app().value(), entries);
  }

  private static int version(App app, EnvName name) {
    return app.config().secrets().getOrDefault(name, 0);
  }

  private static EnvView.Entry entry(EnvName name, Optional<SecretStore.Version> version) {
    String state =
        version
            .map(each -> each.origin() == SecretStore.Origin.SET ? "set" : "generated")
            .orElse("missing");
    String at = version.map(each -> each.stamp().at().toString()).orElse("");
    return new EnvView.Entry(name.value(), state, at);
  }

  ReleaseView release(Release release, Optional<ReleaseNumber> current) {
    boolean serves = current.equals(Optional.of(release.number()));
    return new ReleaseView(
        release.number().toString(),
        serves ? "current" : word(release.state()),
        release.summary().created().at().toString(),
        release.summary().created().by(),
        release.summary().message(),
        release.content().source().abbreviated(),
        release.summary().changes(),
        release.summary().seconds());
  }

  private static String word(Release.State state) {
    return switch (state) {
      case PENDING -> "pending";
      case KEPT -> "kept";
      case FAILED -> "failed";
      case SWEPT -> "swept";
    };
  }

  /** Where an app answers in a state; empty when it does not. */
  public String url(Handle handle, AppId app, AppState state) {
    return state
        .release()
        .flatMap(number -> releases.find(handle, app, number))
        .map(release -> release.summary().url())
        .orElse("");
  }

  private static String text(Optional<ReleaseNumber> release) {
    return release.map(ReleaseNumber::toString).orElse("");
  }
}
