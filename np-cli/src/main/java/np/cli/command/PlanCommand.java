package np.cli.command;

import java.util.List;
import java.util.Optional;
import np.api.DeployRequest;
import np.cli.client.ApiPath;
import np.cli.client.ApiProblem;
import np.cli.json.JsonObject;
import np.cli.output.Charm;
import np.cli.output.Output;
import np.cli.pack.PackedSource;

/** {@code np plan}: what a deploy would change. */
final class PlanCommand implements Action {
  /** With --exit-code: changes are pending. */
  private static final int PENDING = 20;

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument(
            "[DIR|APP]",
            "an existing directory, else the name of the app",
            Argument.Kind.DIRECTORY,
            Argument.Kind.APP)
        .flag("exit 20 when there are changes", "--exit-code")
        .exits(Exits.FILE, Exits.SERVER, Exits.CONFLICT, Exits.PENDING)
        .json("np.plan/1");
  }

  @Override
  public Outcome run(Session session) {
    Optional<String> argument = session.arguments().only("[DIR|APP]");
    return plan(session, new ProjectChoice(session).choose(argument));
  }

  Outcome plan(Session session, Project project) {
    SpecCheck check = new SpecCheck(session.output(), project);
    check.parse(session.globals().environment());
    PackedSource source = Deploy.pack(session, project);
    DeployRequest request =
        new DeployRequest(
            project.text(),
            project.file(),
            session.globals().environment().orElse(null),
            source.tree().digest().hex(),
            null,
            false);
    try {
      JsonObject plan =
          session
              .client()
              .send(
                  "POST",
                  ApiPath.of("apps", project.name(), "plan"),
                  Deploy.request(request),
                  session.context().ids().get());
      show(session.output(), project, plan);
      boolean pending = !plan.objects("changes").isEmpty();
      boolean asked = session.arguments().has("--exit-code");
      return pending && asked ? new Outcome.Answer(PENDING) : Outcome.success();
    } catch (ApiProblem e) {
      throw check.refused(e);
    }
  }

  private static void show(Output output, Project project, JsonObject plan) {
    output.json(plan);
    List<JsonObject> changes = plan.objects("changes");
    String name = Output.safe(project.name());
    if (changes.isEmpty()) {
      output.data("No changes: " + name + " is as " + Output.safe(project.origin()) + " says.");
      return;
    }
    String from = plan.text("from").isEmpty() ? "new app" : Output.safe(plan.text("from"));
    output.data(name + " (" + from + "): " + summary(changes));
    changes.forEach(change -> output.data(line(change, output.look().out())));
    plan.texts("notes").forEach(note -> output.data(" ! " + Output.safe(note)));
    long restarts = plan.whole("restarts");
    if (restarts > 0) {
      output.data("Replaces " + restarts + (restarts == 1 ? " instance." : " instances."));
    }
    output.note("Run: np deploy");
  }

  private static String summary(List<JsonObject> changes) {
    return count(changes, "+")
        + " to add, "
        + count(changes, "~")
        + " to change, "
        + count(changes, "-")
        + " to remove";
  }

  private static long count(List<JsonObject> changes, String sign) {
    return changes.stream().filter(change -> change.text("sign").equals(sign)).count();
  }

  private static String line(JsonObject change, Charm charm) {
    String sign = change.text("sign");
    String painted =
        switch (sign) {
          case "+" -> charm.green(sign);
          case "-" -> charm.red(sign);
          default -> charm.yellow(Output.safe(sign));
        };
    String from = Output.safe(change.text("from"));
    String to = Output.safe(change.text("to"));
    String values = from.isEmpty() || to.isEmpty() ? from + to : from + " → " + to;
    String path = String.format(java.util.Locale.ROOT, "%-24s", Output.safe(change.text("path")));
    String note = Output.safe(change.text("note"));
    String text = " " + painted + " " + path + " " + values + (note.isEmpty() ? "" : "   " + note);
    return text.stripTrailing();
  }
}
