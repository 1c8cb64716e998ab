package np.server.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import np.api.Requests;
import np.api.SessionFrames;
import np.model.AppId;
import np.model.Command;
import np.model.InstanceId;
import np.model.OneOff;
import np.model.Printable;
import np.model.Role;
import np.server.apps.AppRoutes;
import np.server.apps.Changes;
import np.server.apps.OneOffOrder;
import np.server.apps.Release;
import np.server.apps.Targets;
import np.server.audit.Audit;
import np.server.audit.AuditEntry;
import np.server.http.Answer;
import np.server.http.ApiRequest;
import np.server.http.ApiRoute;
import np.server.http.Feature;
import np.server.http.Json;
import np.server.http.Principal;
import np.spi.Engine;
import np.spi.ExecRequest;
import np.spi.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * The API of commands in somebody's hands: WebSockets that carry their standard streams. A command
 * ends when its caller is gone. There is no other way to one that runs, so nobody else's is in
 * reach.
 */
public final class SessionRoutes implements Feature {
  /** A shell may stay open over lunch, and over night. */
  private static final Duration USUAL = Duration.ofDays(1);

  private static final int MOST_TOLD = 60;

  private final Parts parts;
  private final Orders orders;

  /** What it works with. */
  public record Parts(
      Changes changes,
      Targets targets,
      Engine engine,
      Audit audit,
      Json json,
      Supplier<String> ids) {}

  public SessionRoutes(Parts parts) {
    this.parts = parts;
    this.orders = new Orders(parts.engine);
  }

  @Override
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/v1/apps/{app}/run")
            .needs(Role.DEVELOPER)
            .says("Runs a command beside the app, its standard streams over a WebSocket")
            .converses(SessionFrames.PROTOCOL, Requests.Attach.class)
            .by(this::run),
        ApiRoute.get("/v1/apps/{app}/exec")
            .needs(Role.DEVELOPER)
            .says("Runs a command inside an instance, its standard streams over a WebSocket")
            .converses(SessionFrames.PROTOCOL, Requests.Attach.class)
            .by(this::exec));
  }

  private Answer run(ApiRequest request) {
    Release release = parts.changes.serving(AppRoutes.app(request));
    return relayed(order -> run(request.principal(), release, order));
  }

  private Answer exec(ApiRequest request) {
    AppId app = parts.changes.existing(AppRoutes.app(request));
    return relayed(order -> exec(request.principal(), app, order));
  }

  private Answer relayed(Relay.Beginning beginning) {
    return new Answer.Conversation(SessionFrames.PROTOCOL, new Relay(parts.json, beginning));
  }

  private Relay.Begun run(Principal caller, Release release, Requests.Attach order) {
    InstanceId id = new InstanceId("run-" + parts.ids.get());
    Command command = Orders.command(order.command());
    Duration timeout = Orders.timeout(order.timeoutSeconds(), USUAL);
    OneOff task = parts.targets.run(release, new OneOffOrder(id, command, timeout));
    Optional<Terminal> terminal = terminal(order.terminal());
    record(caller, release.app(), "run", order);
    return new Relay.Begun(id, parts.engine.attach(task, terminal));
  }

  private Relay.Begun exec(Principal caller, AppId app, Requests.Attach order) {
    Command command = Orders.command(order.command());
    Duration timeout = Orders.timeout(order.timeoutSeconds(), USUAL);
    ExecRequest request = orders.exec(app, order.instance(), command, timeout);
    Optional<Terminal> terminal = terminal(order.terminal());
    record(caller, app, "exec", order);
    return new Relay.Begun(request.instance(), parts.engine.attach(request, terminal));
  }

  private static Optional<Terminal> terminal(Requests.@Nullable Terminal wanted) {
    return Optional.ofNullable(wanted)
        .map(each -> new Terminal(each.type(), new Terminal.Size(each.columns(), each.rows())));
  }

  /** The program only: arguments may be secret. */
  private void record(Principal caller, AppId app, String verb, Requests.Attach order) {
    String program = Printable.escape(order.command().getFirst());
    String told = program.length() > MOST_TOLD ? program.substring(0, MOST_TOLD) : program;
    String detail = order.terminal() == null ? told : told + " on a terminal";
    String what = "app." + verb;
    parts.audit.record(AuditEntry.of(caller, what, detail).in(app.app()));
  }
}
