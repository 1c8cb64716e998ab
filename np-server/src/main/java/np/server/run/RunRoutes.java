package np.server.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import np.api.LogView;
import np.api.Requests;
import np.api.Schemas;
import np.model.AppId;
import np.model.Exit;
import np.model.InstanceId;
import np.model.LogLine;
import np.model.OneOff;
import np.model.Role;
import np.server.apps.AppRoutes;
import np.server.apps.Changes;
import np.server.apps.OneOffOrder;
import np.server.apps.Release;
import np.server.apps.Targets;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.EventSink;
import np.server.http.Feature;
import np.server.logs.LogRoutes;
import np.spi.Engine;
import np.spi.ExecRequest;

/** The API of commands whose output is logged and that go on without their caller. */
public final class RunRoutes implements Feature {
  private static final Duration USUAL = Duration.ofHours(1);

  private final Changes changes;
  private final Targets targets;
  private final Engine engine;
  private final Supplier<String> ids;

  public RunRoutes(Changes changes, Targets targets, Engine engine, Supplier<String> ids) {
    this.changes = changes;
    this.targets = targets;
    this.engine = engine;
    this.ids = ids;
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.post("/v1/apps/{app}/run")
            .needs(Role.DEVELOPER)
            .says("Runs a command beside the app, with its artifact and environment")
            .takes(Requests.Run.class)
            .streams(LogView.class)
            .by(this::run),
        ApiRoute.post("/v1/apps/{app}/exec")
            .needs(Role.DEVELOPER)
            .says("Runs a command inside a running instance")
            .takes(Requests.Run.class)
            .streams(LogView.class)
            .by(this::exec));
  }

  private Answer run(ApiRequest request) {
    Requests.Run body = request.body(Requests.Run.class);
    AppId app = AppRoutes.app(request);
    Release release = changes.serving(app);
    OneOffOrder order =
        new OneOffOrder(
            new InstanceId("run-" + ids.get()),
            Orders.command(body.command()),
            Orders.timeout(body.timeoutSeconds(), USUAL));
    OneOff task = targets.run(release, order);
    engine.start(task);
    LogView.Started started = new LogView.Started(Schemas.RUN, task.id().value());
    return Answer.events(
        sink -> {
          sink.send("started", started);
          stream(sink, lines -> engine.run(task, lines));
        });
  }

  private Answer exec(ApiRequest request) {
    Requests.Run body = request.body(Requests.Run.class);
    AppId app = changes.existing(AppRoutes.app(request));
    ExecRequest order =
        new Orders(engine)
            .exec(
                app,
                body.instance(),
                Orders.command(body.command()),
                Orders.timeout(body.timeoutSeconds(), USUAL));
    return Answer.events(sink -> stream(sink, lines -> engine.exec(order, lines)));
  }

  /** A client that has gone does not end the command; its lines stay in the log. */
  private static void stream(EventSink sink, Function<Consumer<LogLine>, Exit> work)
      throws IOException {
    Exit exit;
    try {
      exit = work.apply(line -> LogRoutes.send(sink, line));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    sink.send("exit", new LogView.Exit(Schemas.EXIT, Orders.code(exit), exit.why()));
  }
}
