package np.server.apps;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import np.api.DeploymentView;
import np.api.Requests;
import np.model.ProcessName;
import np.model.ReleaseNumber;
import np.model.Role;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.Feature;

/** The API of what can be done with a deployed app. */
public final class OperationRoutes implements Feature {
  private final Operations operations;
  private final Changes changes;
  private final Views views = new Views();

  public OperationRoutes(Operations operations, Changes changes) {
    this.operations = operations;
    this.changes = changes;
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.post("/v1/apps/{app}/scale")
            .needs(Role.DEVELOPER)
            .says("Sets how many instances run")
            .takes(Requests.Scale.class)
            .answers(202, DeploymentView.class)
            .by(this::scale),
        ApiRoute.post("/v1/apps/{app}/stop")
            .needs(Role.DEVELOPER)
            .says("Ends what runs; the app stays")
            .answers(202, DeploymentView.class)
            .by(request -> answer(operations.stop(AppRoutes.app(request), by(request)))),
        ApiRoute.post("/v1/apps/{app}/start")
            .needs(Role.DEVELOPER)
            .says("Runs a stopped app again")
            .answers(202, DeploymentView.class)
            .by(request -> answer(operations.start(AppRoutes.app(request), by(request)))),
        ApiRoute.post("/v1/apps/{app}/restart")
            .needs(Role.DEVELOPER)
            .says("Replaces every instance by a fresh one, without a gap")
            .takes(Requests.Restart.class)
            .answers(202, DeploymentView.class)
            .by(this::restart),
        ApiRoute.post("/v1/apps/{app}/rollback")
            .needs(Role.DEVELOPER)
            .says("Points the app to a kept release")
            .takes(Requests.Rollback.class)
            .answers(202, DeploymentView.class)
            .by(this::rollback));
  }

  private static String by(ApiRequest request) {
    return request.principal().name();
  }

  private Answer scale(ApiRequest request) {
    Map<ProcessName, Integer> counts =
        request.body(Requests.Scale.class).processes().entrySet().stream()
            .collect(Collectors.toMap(each -> new ProcessName(each.getKey()), Map.Entry::getValue));
    return answer(operations.scale(AppRoutes.app(request), counts, by(request)));
  }

  private Answer restart(ApiRequest request) {
    Optional<ProcessName> only =
        Optional.ofNullable(request.body(Requests.Restart.class).process()).map(ProcessName::new);
    return answer(operations.restart(AppRoutes.app(request), only, by(request)));
  }

  private Answer rollback(ApiRequest request) {
    Optional<ReleaseNumber> wanted =
        Optional.ofNullable(request.body(Requests.Rollback.class).release())
            .map(ReleaseNumber::parse);
    return answer(operations.rollback(AppRoutes.app(request), wanted, by(request)));
  }

  private Answer answer(Outcome outcome) {
    return changes.database().read(handle -> views.answer(handle, outcome));
  }
}
