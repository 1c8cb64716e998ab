package np.cli.command;

import java.util.List;
import java.util.Optional;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.client.StatusDocument;
import np.cli.json.JsonObject;

/** {@code np status}: what runs, and why what does not run does not. */
final class StatusCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[APP]", "else that of np.yaml, else all apps", Argument.Kind.APP)
        .flag("go on and show every change", "-w", "--watch")
        .flag("all apps, even within an app's directory", "-A", "--all")
        .exits(Exits.SERVER)
        .json("np.status/1");
  }

  @Override
  public Outcome run(Session session) {
    Optional<String> argument = session.arguments().only("[APP]");
    Optional<String> app =
        session.arguments().has("--all") ? Optional.empty() : new AppChoice(session).find(argument);
    ApiClient client = session.client();
    if (session.arguments().has("--watch")) {
      return watch(session, client, app);
    }
    ApiPath path = ApiPath.of("status").query("app", app.orElse(""));
    show(session, client.get(path), app);
    return Outcome.success();
  }

  private static void show(Session session, JsonObject status, Optional<String> app) {
    session.output().json(status);
    lines(session, status, app).forEach(session.output()::data);
  }

  private static List<String> lines(Session session, JsonObject status, Optional<String> app) {
    StatusPage page = new StatusPage(session.output().look().out(), session.now());
    return app.isPresent()
        ? page.details(StatusDocument.read(status))
        : page.overview(StatusDocument.read(status));
  }

  private static Outcome watch(Session session, ApiClient client, Optional<String> app) {
    ApiPath path = ApiPath.of("status", "stream").query("app", app.orElse(""));
    new Watch(session, client)
        .run(path, status -> session.output().json(status), status -> lines(session, status, app));
    return Outcome.success();
  }
}
