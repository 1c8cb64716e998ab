package np.cli.command;

import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Output;

/** {@code np db rotate}: another password; whoever came with the old one is cut off. */
final class DatabaseRotateCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[NAME]", "", Argument.Kind.DATABASE)
        .exits(Exits.SERVER, Exits.CONFLICT, Exits.CONFIRMATION)
        .json("np.database-access/1")
        .note("Linked apps get the new URL by themselves. In scripts: -y");
  }

  @Override
  public Outcome run(Session session) {
    String name = session.database(session.arguments().only("[NAME]"));
    if (session.globals().dryRun()) {
      return session.dryRun("give " + name + " another password");
    }
    new Confirmation(session)
        .byYes("Give " + name + " another password? Clients with the old one are cut off at once.");
    String key = session.context().ids().get();
    JsonObject access =
        session
            .client()
            .send("POST", ApiPath.of("databases", name, "rotate"), JsonObject.EMPTY, key);
    session.output().json(access);
    for (JsonObject deployment : access.objects("deployments")) {
      String app = Output.safe(deployment.text("app"));
      String id = Output.safe(deployment.text("id"));
      session.output().note(app + " gets the new URL: np deploy --follow " + id);
    }
    JsonObject url = access.object("url").orElse(JsonObject.EMPTY);
    return Outcome.success(
        "Rotated " + Output.safe(name) + ". The old password is worth nothing any more.",
        Output.safe(UrlFormat.PSQL.line(url)));
  }
}
