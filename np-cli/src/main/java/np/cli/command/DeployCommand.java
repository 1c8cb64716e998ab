package np.cli.command;

import java.util.Optional;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Steps;

/** {@code np deploy}: from a directory to a URL. */
final class DeployCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument(
            "[DIR|APP]",
            "an existing directory, else the name of the app",
            Argument.Kind.DIRECTORY,
            Argument.Kind.APP)
        .flag("return at once; the deployment goes on", "-d", "--detach")
        .value("TEXT", "why, for the list of releases", "-m", "--message")
        .flag("let the file undo live changes (scale)", "--accept-drift")
        .value("ID", "follow a deployment that is under way", "--follow")
        .exits(Exits.FILE, Exits.SERVER, Exits.DEPLOYMENT)
        .json("np.event/1", "np.deployment/1", "np.plan/1")
        .note("The nearest np.yaml here or above is deployed; without one, np detects what it is.")
        .note("Left out: .git and what .gitignore and .npignore name (.npignore wins).")
        .note("Exit 7: failed, the former release serves on. 8: failed, the app is down.");
  }

  @Override
  public Outcome run(Session session) {
    Optional<String> follow = session.arguments().value("--follow");
    if (follow.isPresent()) {
      return follow(session, follow.get());
    }
    Optional<String> argument = session.arguments().only("[DIR|APP]");
    Project project = new ProjectChoice(session).choose(argument);
    if (session.globals().dryRun()) {
      return new PlanCommand().plan(session, project);
    }
    return new Deploy(session, project).run();
  }

  private static Outcome follow(Session session, String id) {
    ApiClient client = session.client();
    JsonObject deployment = client.get(ApiPath.of("deployments", id));
    Changes changes = new Changes(session);
    try (Steps steps = changes.steps()) {
      Follower.Followed followed = new Follower.Followed(deployment.text("app"), id);
      return changes.follow(
          deed(deployment.text("kind")), followed, new Changes.Stage(client, steps));
    }
  }

  private static Deed deed(String kind) {
    return switch (kind) {
      case "rollback" -> Deed.ROLLBACK;
      case "config" -> Deed.CONFIG;
      case "scale" -> Deed.SCALE;
      case "restart" -> Deed.RESTART;
      case "stop" -> Deed.STOP;
      case "start" -> Deed.START;
      default -> Deed.DEPLOY;
    };
  }
}
