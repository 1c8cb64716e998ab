package np.server.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import np.api.DeploymentView;
import np.api.EventView;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Role;
import np.server.apps.Deployment;
import np.server.apps.DeploymentStore;
import np.server.apps.Views;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.EventSink;
import np.server.http.Feature;
import np.server.status.Signals;
import np.server.store.Database;
import org.jdbi.v3.core.Handle;

/** The API of deployments: looking at one and following it. */
public final class DeploymentRoutes implements Feature {
  /** Signals wake at once; this finds what another server has written. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Database database;
  private final Signals signals;
  private final Deployer deployer;
  private final Janitor janitor;
  private final DeploymentStore deployments = new DeploymentStore();
  private final EventStore events = new EventStore();
  private final Views views = new Views();

  public DeploymentRoutes(Tools tools, Deployer deployer, Janitor janitor) {
    this.database = tools.database();
    this.signals = tools.signals();
    this.deployer = deployer;
    this.janitor = janitor;
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/v1/deployments/{id}")
            .needs(Role.VIEWER)
            .says("Tells how far a change of an app is")
            .answers(200, DeploymentView.class)
            .by(this::get),
        ApiRoute.get("/v1/deployments/{id}/events")
            .needs(Role.VIEWER)
            .says("Follows a change of an app to its end; Last-Event-ID resumes")
            .streams(EventView.class)
            .by(this::follow));
  }

  @Override
  public void start() {
    deployer.start();
    janitor.start();
  }

  @Override
  public void close() {
    janitor.close();
    deployer.close();
  }

  private Answer get(ApiRequest request) {
    return database.read(handle -> Answer.ok(views.deployment(handle, find(handle, request))));
  }

  private Deployment find(Handle handle, ApiRequest request) {
    String id = request.path("id");
    return deployments
        .find(handle, request.principal().tenant(), id)
        .orElseThrow(
            () ->
                new NpException.NotFound(
                    ErrorCode.NO_DEPLOYMENT, "there is no deployment " + id, "see np releases"));
  }

  private Answer follow(ApiRequest request) {
    Deployment deployment = database.read(handle -> find(handle, request));
    long after = request.header("Last-Event-ID").map(DeploymentRoutes::number).orElse(0L);
    return Answer.events(sink -> follow(sink, deployment, after));
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new NpException.Invalid(
          ErrorCode.BAD_REQUEST, "Last-Event-ID is not a number", "send the id of an event");
    }
    return Long.parseLong(text);
  }

  private void follow(EventSink sink, Deployment deployment, long after)
      throws IOException, InterruptedException {
    long seen = after;
    try (Signals.Watch news = signals.watch(deployment.id())) {
      while (sink.isOpen()) {
        long last = seen;
        // Asked first: what ends it is told in the same transaction, and must not be missed.
        boolean ended = hasEnded(deployment);
        for (EventView event : database.read(handle -> events.after(handle, deployment, last))) {
          sink.send("event", event.seq(), event);
          seen = event.seq();
          if (event.step().equals(Step.FINISH.event())) {
            return;
          }
        }
        if (seen == last && ended) {
          return;
        }
        news.await(LOOK_AGAIN);
      }
    }
  }

  /** Somebody who resumes after the last event has nothing to wait for. */
  private boolean hasEnded(Deployment deployment) {
    return database
        .read(handle -> deployments.find(handle, deployment.app().tenant(), deployment.id()))
        .map(found -> found.progress().state().ended())
        .orElse(true);
  }
}
