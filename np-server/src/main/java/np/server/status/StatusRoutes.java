package np.server.status;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import np.api.StatusView;
import np.model.AppName;
import np.model.Role;
import np.model.TenantName;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.EventSink;
import np.server.http.Feature;
import org.jspecify.annotations.Nullable;

/** The API of the status: once, or on each change. */
public final class StatusRoutes implements Feature {
  /** Finds what another server has changed. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final StatusBoard board;
  private final EngineBoard engine;
  private final Signals signals;

  public StatusRoutes(StatusBoard board, EngineBoard engine, Signals signals) {
    this.board = board;
    this.engine = engine;
    this.signals = signals;
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/v1/status")
            .needs(Role.VIEWER)
            .says("Tells how all apps are, or one")
            .query("app", "only the one of this name")
            .answers(200, StatusView.class)
            .by(request -> Answer.ok(board.status(tenant(request), app(request)))),
        ApiRoute.get("/v1/status/stream")
            .needs(Role.VIEWER)
            .says("Tells how apps are, now and on each change")
            .query("app", "only the one of this name")
            .streams(StatusView.class)
            .by(this::stream));
  }

  @Override
  public void start() {
    engine.start();
  }

  @Override
  public void close() {
    engine.close();
  }

  private static TenantName tenant(ApiRequest request) {
    return request.principal().tenant();
  }

  private static Optional<AppName> app(ApiRequest request) {
    return request.query("app").filter(name -> !name.isEmpty()).map(AppName::new);
  }

  private Answer stream(ApiRequest request) {
    TenantName tenant = tenant(request);
    Optional<AppName> app = app(request);
    StatusView first = board.status(tenant, app);
    return Answer.events(sink -> stream(sink, tenant, app, first));
  }

  private void stream(EventSink sink, TenantName tenant, Optional<AppName> app, StatusView first)
      throws IOException, InterruptedException {
    @Nullable StatusView shown = null;
    StatusView now = first;
    try (Signals.Watch news = signals.watch(tenant)) {
      while (sink.isOpen()) {
        if (!now.equals(shown)) {
          sink.send("status", now);
          shown = now;
        }
        news.await(LOOK_AGAIN);
        now = board.status(tenant, app);
      }
    }
  }
}
