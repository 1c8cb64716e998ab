package np.cli.command;

import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.output.Table;
import np.cli.output.Times;

/** {@code np releases}: what was deployed, by whom, and what can be gone back to. */
final class ReleasesCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax.argument("[APP]", "", Argument.Kind.APP).exits(Exits.SERVER).json("np.releases/1");
  }

  @Override
  public Outcome run(Session session) {
    String app = session.app();
    JsonObject page = session.client().get(ApiPath.of("apps", app, "releases"));
    Output output = session.output();
    output.json(page);
    Table table = new Table("RELEASE", "STATE", "WHEN", "BY", "MESSAGE", "CHANGES");
    for (JsonObject release : page.objects("releases")) {
      table.row(
          release.text("release"),
          release.text("state"),
          Times.ago(release.text("createdAt"), session.now()),
          release.text("createdBy"),
          release.text("message"),
          String.join(", ", release.texts("changes")));
    }
    if (table.isEmpty()) {
      return Outcome.success("No releases of " + Output.safe(app) + " yet.");
    }
    table.lines().forEach(output::data);
    return Outcome.success();
  }
}
