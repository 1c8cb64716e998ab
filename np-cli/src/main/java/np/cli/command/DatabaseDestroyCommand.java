package np.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import np.api.Schemas;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Output;

/** {@code np db destroy}: into the trash. */
final class DatabaseDestroyCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("NAME", "", Argument.Kind.DATABASE)
        .exits(Exits.SERVER, Exits.CONFLICT, Exits.CONFIRMATION)
        .json(Schemas.DATABASE)
        .note("The database is stopped and stays in the trash for 7 days.")
        .note("In scripts: --confirm NAME; -y is not enough.");
  }

  @Override
  public Outcome run(Session session) {
    String name = session.arguments().required("NAME");
    ApiPath path = ApiPath.of("databases", name);
    ApiClient client = session.client();
    JsonObject present = client.get(path);
    if (session.globals().dryRun()) {
      return session.dryRun("move database " + name + " to the trash");
    }
    new Confirmation(session).byName(name, consequence(name, present));
    String key = session.context().ids().get();
    session.output().json(client.send("DELETE", path, JsonObject.EMPTY, key));
    String shown = Output.safe(name);
    return Outcome.success("Trashed " + shown + ". Undo within 7 days: np db undelete " + shown);
  }

  private static String consequence(String name, JsonObject present) {
    List<String> what = new ArrayList<>();
    what.add(Sizes.show(present.whole("sizeBytes")) + " of data");
    long sessions = present.whole("sessions");
    if (sessions > 0) {
      what.add(sessions + (sessions == 1 ? " connection is cut" : " connections are cut"));
    }
    List<JsonObject> links = present.objects("links");
    if (!links.isEmpty()) {
      String apps = links.stream().map(link -> link.text("app")).collect(Collectors.joining(", "));
      what.add(apps + (links.size() == 1 ? " loses its database" : " lose their database"));
    }
    return "This stops "
        + name
        + " and moves it to the trash for 7 days: "
        + String.join(", ", what)
        + ".";
  }
}
