package np.server.apps;

import java.util.List;
import java.util.Optional;
import np.api.DeploymentView;
import np.api.EnvView;
import np.model.Role;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.Feature;
import org.jdbi.v3.core.Handle;

/** The API of env and secrets. */
public final class VariableRoutes implements Feature {
  private final Variables variables;
  private final Secrets secrets;
  private final Changes changes;
  private final Views views = new Views();
  private final ReleaseStore releases = new ReleaseStore();

  public VariableRoutes(Variables variables, Secrets secrets, Changes changes) {
    this.variables = variables;
    this.secrets = secrets;
    this.changes = changes;
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/v1/apps/{app}/env")
            .needs(Role.VIEWER)
            .says("Lists plain variables")
            .answers(200, EnvView.class)
            .by(this::env),
        ApiRoute.patch("/v1/apps/{app}/env")
            .needs(Role.DEVELOPER)
            .says("Sets and unsets plain variables")
            .takes(EnvView.Patch.class)
            .answers(202, DeploymentView.class)
            .by(this::patchEnv),
        ApiRoute.get("/v1/apps/{app}/secrets")
            .needs(Role.VIEWER)
            .says("Lists the names of secrets")
            .answers(200, EnvView.Secrets.class)
            .by(this::secrets),
        ApiRoute.patch("/v1/apps/{app}/secrets")
            .needs(Role.DEVELOPER)
            .says("Sets and unsets secrets")
            .takes(EnvView.Patch.class)
            .answers(202, DeploymentView.class)
            .by(this::patchSecrets));
  }

  private Answer env(ApiRequest request) {
    return changes
        .database()
        .read(
            handle -> {
              App app = changes.find(handle, AppRoutes.app(request));
              return Answer.ok(views.env(app, current(handle, app)));
            });
  }

  private Answer secrets(ApiRequest request) {
    return changes
        .database()
        .read(
            handle -> {
              App app = changes.find(handle, AppRoutes.app(request));
              List<SecretStore.Version> versions = secrets.versions(handle, app.id());
              return Answer.ok(views.secrets(app, current(handle, app), versions));
            });
  }

  private Optional<Release> current(Handle handle, App app) {
    return app.state().release().flatMap(number -> releases.find(handle, app.id(), number));
  }

  private Answer patchEnv(ApiRequest request) {
    return answer(
        variables.patchEnv(
            AppRoutes.app(request), request.body(EnvView.Patch.class), request.principal().name()));
  }

  private Answer patchSecrets(ApiRequest request) {
    return answer(
        variables.patchSecrets(
            AppRoutes.app(request), request.body(EnvView.Patch.class), request.principal().name()));
  }

  private Answer answer(Outcome outcome) {
    return changes.database().read(handle -> views.answer(handle, outcome));
  }
}
