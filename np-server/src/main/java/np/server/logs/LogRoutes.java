package np.server.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import np.api.LogView;
import np.api.Schemas;
import np.model.AppId;
import np.model.ErrorCode;
import np.model.InstanceId;
import np.model.LogLine;
import np.model.NpException;
import np.model.ProcessName;
import np.model.ReleaseNumber;
import np.model.Role;
import np.server.apps.AppRoutes;
import np.server.apps.Changes;
import np.server.apps.Deployment;
import np.server.apps.DeploymentStore;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.EventSink;
import np.server.http.Feature;
import np.spi.Engine;
import np.spi.LogQuery;
import np.spi.LogQuery.Follow;
import np.spi.LogSubscription;

/** The API of logs. */
public final class LogRoutes implements Feature {
  private static final int USUAL = 100;
  private static final int MOST = 100_000;

  private final Changes changes;
  private final Engine engine;
  private final DeploymentStore deployments = new DeploymentStore();

  public LogRoutes(Changes changes, Engine engine) {
    this.changes = changes;
    this.engine = engine;
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/v1/apps/{app}/logs")
            .needs(Role.VIEWER)
            .says("Streams the output of an app, of its builds and of its commands")
            .query("n", "the newest so many lines, 0 to 100000; 100 if not said")
            .query("since", "only lines from this time on, ISO-8601 UTC")
            .query("grep", "only lines with this text, letter by letter")
            .query("process", "only of this process type")
            .query("instance", "only of this instance or task")
            .query("release", "only of instances started from this release's artifact")
            .query("follow", "true: new lines too, until the client goes")
            .query("build", "true: the newest build, or that of the release")
            .query("deployment", "the build of this deployment")
            .streams(LogView.class)
            .by(this::logs));
  }

  private Answer logs(ApiRequest request) {
    LogQuery query = query(request);
    return Answer.events(sink -> stream(sink, query));
  }

  private LogQuery query(ApiRequest request) {
    AppId app = changes.existing(AppRoutes.app(request));
    Optional<ReleaseNumber> release = request.query("release").map(ReleaseNumber::parse);
    Optional<InstanceId> build = build(request, app, release);
    return new LogQuery(
        app,
        request.query("process").map(ProcessName::new),
        build.or(() -> request.query("instance").map(InstanceId::new)),
        build.isPresent() ? Optional.empty() : release,
        request.query("since").map(LogRoutes::time),
        request.query("grep").filter(text -> !text.isEmpty()),
        request.query("n").map(LogRoutes::count).orElse(USUAL),
        isTrue(request, "follow") ? Follow.YES : Follow.NO);
  }

  private static boolean isTrue(ApiRequest request, String name) {
    return request.query(name).filter(text -> !text.equals("false")).isPresent();
  }

  /** The build that was asked for: of a deployment, of a release, or the newest. */
  private Optional<InstanceId> build(
      ApiRequest request, AppId app, Optional<ReleaseNumber> release) {
    Optional<String> named = request.query("deployment");
    if (named.isEmpty() && !isTrue(request, "build")) {
      return Optional.empty();
    }
    String id = named.orElseGet(() -> made(app, release).id());
    return Optional.of(new InstanceId("build-" + id));
  }

  private Deployment made(AppId app, Optional<ReleaseNumber> release) {
    return changes
        .inDatabase(
            handle ->
                release.isEmpty()
                    ? deployments.lastBuild(handle, app)
                    : deployments.build(handle, app, release.get()))
        .orElseThrow(() -> noBuild(app, release));
  }

  private static NpException.NotFound noBuild(AppId app, Optional<ReleaseNumber> release) {
    String what = release.map(number -> number + " of " + app.app()).orElse(app.app().value());
    String next = release.isEmpty() ? "run np deploy" : "np releases names those that are kept";
    return new NpException.NotFound(ErrorCode.NO_DEPLOYMENT, what + " has never been built", next);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "since is not a time", "write it as 2026-01-31T12:00:00Z");
    }
  }

  private static int count(String text) {
    if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) > MOST) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "n is not a number of lines", "write 0 to " + MOST);
    }
    return Integer.parseInt(text);
  }

  private void stream(EventSink sink, LogQuery query) throws IOException, InterruptedException {
    try (LogSubscription lines = engine.logs(query, line -> send(sink, line))) {
      lines.awaitEnd();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (query.follow() == Follow.NO) {
      sink.send("end", new End(Schemas.LOG, "end"));
    }
  }

  /** Says that all lines were sent. */
  record End(String schema, String state) {}

  /** Sends a line as an event; {@link UncheckedIOException} when the client has gone. */
  public static void send(EventSink sink, LogLine line) {
    try {
      sink.send("log", view(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LogView view(LogLine line) {
    return new LogView(
        Schemas.LOG, line.time().toString(), line.source(), line.instance().value(), line.text());
  }
}
