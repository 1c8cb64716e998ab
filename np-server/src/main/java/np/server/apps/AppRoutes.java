package np.server.apps;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import np.api.AppView;
import np.api.DeployRequest;
import np.api.DeploymentView;
import np.api.PlanView;
import np.api.ReleaseView;
import np.api.Schemas;
import np.model.AppId;
import np.model.AppName;
import np.model.Role;
import np.model.Route;
import np.model.TenantName;
import np.server.apps.AppListing.Listed;
import np.server.apps.AppStore.Shelf;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.Feature;
import np.spec.ParsedSpec;

/** The API of apps: deploying, listing, destroying. */
public final class AppRoutes implements Feature {
  private final Apps apps;
  private final Plans plans;
  private final Trash trash;
  private final Changes changes;
  private final Views views = new Views();
  private final AppListing listing = new AppListing();
  private final RouteStore routes = new RouteStore();
  private final ReleaseStore releases = new ReleaseStore();

  public AppRoutes(Apps apps, Plans plans, Trash trash, Changes changes) {
    this.apps = apps;
    this.plans = plans;
    this.trash = trash;
    this.changes = changes;
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.post("/v1/apps/{app}/deployments")
            .needs(Role.DEVELOPER)
            .says("Deploys a source that was uploaded")
            .takes(DeployRequest.class)
            .answers(202, DeploymentView.class)
            .by(this::deploy),
        ApiRoute.post("/v1/apps/{app}/plan")
            .needs(Role.VIEWER)
            .says("Foresees what a deploy would change; the source need not be uploaded")
            .takes(DeployRequest.class)
            .answers(200, PlanView.class)
            .by(this::plan),
        ApiRoute.get("/v1/apps")
            .needs(Role.VIEWER)
            .says("Lists apps")
            .query("deleted", "true: those in the trash instead")
            .answers(200, AppView.Page.class)
            .by(this::list),
        ApiRoute.get("/v1/apps/{app}")
            .needs(Role.VIEWER)
            .says("Tells about an app")
            .answers(200, AppView.class)
            .by(this::get),
        ApiRoute.delete("/v1/apps/{app}")
            .needs(Role.OWNER)
            .says("Stops an app and keeps it in the trash for 7 days")
            .answers(200, AppView.class)
            .by(this::destroy),
        ApiRoute.post("/v1/apps/{app}/undelete")
            .needs(Role.OWNER)
            .says("Takes an app out of the trash and starts it")
            .answers(202, DeploymentView.class)
            .by(this::undelete),
        ApiRoute.get("/v1/apps/{app}/releases")
            .needs(Role.VIEWER)
            .says("Lists the releases of an app, newest first")
            .answers(200, ReleaseView.Page.class)
            .by(this::releases));
  }

  /** The app that a request names, in the caller's tenant. */
  public static AppId app(ApiRequest request) {
    return new AppId(request.principal().tenant(), new AppName(request.path("app")));
  }

  private Answer deploy(ApiRequest request) {
    return withSpec(request, wish -> answer(apps.deploy(wish)));
  }

  private Answer plan(ApiRequest request) {
    return withSpec(request, wish -> Answer.ok(plans.plan(wish)));
  }

  /** Reads np.yaml first: all its mistakes are answered at once. */
  private static Answer withSpec(ApiRequest request, Function<Apps.Wish, Answer> work) {
    DeployRequest body = request.body(DeployRequest.class);
    String environment = Optional.ofNullable(body.environment()).orElse("");
    return switch (SpecTexts.parse(body.spec(), body.file(), environment)) {
      case ParsedSpec.Invalid invalid -> new Answer.Json(422, SpecTexts.problem(invalid));
      case ParsedSpec.Valid valid ->
          work.apply(new Apps.Wish(app(request), body, valid.spec(), request.principal().name()));
    };
  }

  private Answer list(ApiRequest request) {
    Shelf shelf = request.query("deleted").equals(Optional.of("true")) ? Shelf.TRASH : Shelf.APPS;
    TenantName tenant = request.principal().tenant();
    return changes
        .database()
        .read(
            handle -> {
              Map<AppId, List<Route>> all =
                  routes.list(handle, tenant).stream().collect(Collectors.groupingBy(Route::app));
              List<AppView> page =
                  listing.list(handle, tenant, shelf).stream()
                      .map(each -> Views.app(each, all.getOrDefault(each.app().id(), List.of())))
                      .toList();
              return Answer.ok(new AppView.Page(Schemas.APPS, page));
            });
  }

  private Answer get(ApiRequest request) {
    return changes
        .database()
        .read(
            handle -> {
              AppId app = changes.find(handle, app(request)).id();
              return Answer.ok(
                  listing
                      .find(handle, app.tenant(), app.app())
                      .map(listed -> Views.app(listed, routes.list(handle, app)))
                      .orElseThrow());
            });
  }

  private Answer destroy(ApiRequest request) {
    App app = trash.destroy(app(request), request.principal().name());
    return Answer.ok(Views.app(new Listed(app, Map.of(), "", Optional.empty()), List.of()));
  }

  private Answer undelete(ApiRequest request) {
    return answer(trash.undelete(app(request), request.principal().name()));
  }

  private Answer releases(ApiRequest request) {
    return changes
        .database()
        .read(
            handle -> {
              App app = changes.find(handle, app(request));
              List<ReleaseView> list =
                  releases.list(handle, app.id()).stream()
                      .map(each -> views.release(each, app.state().release()))
                      .toList();
              return Answer.ok(
                  new ReleaseView.Page(Schemas.RELEASES, app.id().app().value(), list));
            });
  }

  private Answer answer(Outcome outcome) {
    return changes.database().read(handle -> views.answer(handle, outcome));
  }
}
