package np.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import np.api.VersionView;
import np.model.Role;

/** What the server tells of itself. */
final class SystemRoutes {
  private final Json json;
  private final Metrics metrics;
  private final VersionView version;

  SystemRoutes(Json json, Metrics metrics, VersionView version) {
    this.json = json;
    this.metrics = metrics;
    this.version = version;
  }

  /** That the server answers. */
  record Health(String status) {}

  /** The whole table: the others' routes and these. */
  List<ApiRoute> completing(List<ApiRoute> others) {
    List<ApiRoute> own = List.of(health(), version(), metrics());
    List<ApiRoute> all = new ArrayList<>(others);
    all.addAll(own);
    all.add(openApi(all));
    return List.copyOf(all);
  }

  private static ApiRoute health() {
    return ApiRoute.get("/v1/health")
        .forAnybody()
        .says("Whether the server answers")
        .answers(200, Health.class)
        .by(request -> Answer.ok(new Health("ok")));
  }

  private ApiRoute version() {
    return ApiRoute.get("/v1/version")
        .forAnybody()
        .says("Which np this is")
        .answers(200, VersionView.class)
        .by(request -> Answer.ok(version));
  }

  private ApiRoute metrics() {
    return ApiRoute.get("/metrics")
        .needs(Role.OPERATOR)
        .says("What the server counts, for Prometheus")
        .answersText("text/plain; version=0.0.4; charset=utf-8")
        .by(request -> new Answer.Text("text/plain; version=0.0.4; charset=utf-8", metrics.text()));
  }

  private ApiRoute openApi(List<ApiRoute> described) {
    return ApiRoute.get("/v1/openapi.json")
        .forAnybody()
        .says("This description")
        .answersText("application/json")
        .by(request -> new Answer.Text("application/json", json.text(describe(described))));
  }

  private Map<String, Object> describe(List<ApiRoute> routes) {
    return new OpenApi(json.shapes()).describe(routes, version.version());
  }
}
