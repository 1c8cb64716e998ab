package np.server.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import np.api.LogView;
import np.api.Requests;
import np.api.Schemas;
import np.model.AppId;
import np.model.Command;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.InstanceId;
import np.model.InstanceState;
import np.model.InstanceStatus;
import np.model.LogLine;
import np.model.NpException;
import np.model.OneOff;
import np.model.Printable;
import np.model.ProcessName;
import np.model.Role;
import np.model.WorkloadId;
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
import np.spi.Engine;
import np.spi.ExecRequest;

/** The API of commands: beside an app, or inside one of its instances. */
public final class RunRoutes implements Feature {
  private static final Duration MOST = Duration.ofDays(1);
  private static final int KILLED = 128;
  private static final int KILL = 9;
  private static final int UNKNOWN = 125;

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
        new OneOffOrder(new InstanceId("run-" + ids.get()), command(body), timeout(body));
    OneOff task = targets.run(release, order);
    return stream(sink -> engine.run(task, sink));
  }

  private Answer exec(ApiRequest request) {
    Requests.Run body = request.body(Requests.Run.class);
    AppId app = changes.existing(AppRoutes.app(request));
    Target target = target(app, Optional.ofNullable(body.instance()).orElse("web"));
    ExecRequest order =
        new ExecRequest(target.workload(), target.instance(), command(body), timeout(body));
    return stream(sink -> engine.exec(order, sink));
  }

  private static Command command(Requests.Run body) {
    if (body.command().isEmpty() || body.command().getFirst().isEmpty()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_REQUEST, "there is no command", "np run -- npm test");
    }
    return new Command.Argv(body.command());
  }

  private static Duration timeout(Requests.Run body) {
    Long seconds = body.timeoutSeconds();
    Duration timeout = seconds == null ? Duration.ofHours(1) : Duration.ofSeconds(seconds);
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(MOST) > 0) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "the timeout is out of range", "write 1 s to 24 h");
    }
    return timeout;
  }

  private record Target(WorkloadId workload, InstanceId instance) {}

  /** {@code web}: its first instance; {@code web.2}; or an instance id. */
  private Target target(AppId app, String name) {
    return engine.observe().stream()
        .filter(status -> status.id().app().equals(app))
        .flatMap(
            status ->
                status.instances().stream()
                    .filter(each -> isCalled(status.id().process(), each, name))
                    .filter(each -> each.state() != InstanceState.STOPPED && each.pid() > 0)
                    .map(each -> new Target(status.id(), each.id())))
        .findFirst()
        .orElseThrow(() -> noInstance(app, name));
  }

  private static boolean isCalled(ProcessName process, InstanceStatus instance, String name) {
    return name.equals(process.value())
        || name.equals(process + "." + instance.ordinal())
        || name.equals(instance.id().value());
  }

  private static NpException.NotFound noInstance(AppId app, String name) {
    return new NpException.NotFound(
        ErrorCode.NO_INSTANCE,
        app.app() + " has no running instance " + Printable.escape(name),
        "np status " + app.app() + " shows them");
  }

  private static Answer stream(Function<Consumer<LogLine>, Exit> work) {
    return Answer.events(sink -> stream(sink, work));
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
    sink.send("exit", new LogView.Exit(Schemas.EXIT, code(exit), exit.why()));
  }

  private static int code(Exit exit) {
    return switch (exit) {
      case Exit.Code code -> code.code();
      case Exit.Signalled signalled -> KILLED + signalled.number();
      case Exit.OutOfMemory memory -> KILLED + KILL;
      case Exit.Unknown unknown -> UNKNOWN;
    };
  }
}
