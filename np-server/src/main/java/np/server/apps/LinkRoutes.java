package np.server.apps;

import java.util.List;
import java.util.Optional;
import np.api.DatabaseRequests;
import np.api.DeploymentView;
import np.model.DatabaseName;
import np.model.EnvName;
import np.model.Role;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.Feature;

/** The API of linking apps to databases. */
public final class LinkRoutes implements Feature {
  private final Links links;
  private final Changes changes;
  private final Views views = new Views();

  public LinkRoutes(Links links, Changes changes) {
    this.links = links;
    this.changes = changes;
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.put("/v1/databases/{database}/links/{app}")
            .needs(Role.DEVELOPER)
            .says("Gives an app the URL of a database in its environment")
            .takes(DatabaseRequests.Link.class)
            .answers(202, DeploymentView.class)
            .by(this::link),
        ApiRoute.delete("/v1/databases/{database}/links/{app}")
            .needs(Role.DEVELOPER)
            .says("Takes the URL of a database from an app; the database stays")
            .answers(202, DeploymentView.class)
            .by(this::unlink));
  }

  private Answer link(ApiRequest request) {
    Optional<EnvName> variable =
        Optional.ofNullable(request.body(DatabaseRequests.Link.class).variable()).map(EnvName::new);
    String by = request.principal().name();
    return answer(
        links.link(new Links.Wish(AppRoutes.app(request), database(request), variable, by)));
  }

  private Answer unlink(ApiRequest request) {
    return answer(
        links.unlink(AppRoutes.app(request), database(request), request.principal().name()));
  }

  private static DatabaseName database(ApiRequest request) {
    return new DatabaseName(request.path("database"));
  }

  private Answer answer(Outcome outcome) {
    return changes.database().read(handle -> views.answer(handle, outcome));
  }
}
