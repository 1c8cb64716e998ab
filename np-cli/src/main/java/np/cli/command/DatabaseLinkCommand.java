package np.cli.command;

import java.util.List;
import java.util.Optional;
import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.model.DatabaseName;
import np.model.EnvName;

/** {@code np db link|unlink NAME [APP]}: gives an app the URL of a database, or takes it away. */
enum DatabaseLinkCommand implements Action {
  LINK,
  UNLINK;

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument(this == LINK ? "NAME" : "[NAME]", "the database", Argument.Kind.DATABASE)
        .argument("[APP]", "else -a, else that of np.yaml", Argument.Kind.APP)
        .exits(Exits.SERVER, Exits.DEPLOYMENT)
        .json("np.event/1", "np.deployment/1")
        .flag("return at once", "-d", "--detach");
    if (this == LINK) {
      syntax
          .value("VARIABLE", "that gets the URL; usually DATABASE_URL", "--as")
          .note("A second database of an app gets <NAME>_URL.");
    }
    syntax.note("Makes a new release with the same build; the database is left alone.");
  }

  @Override
  public Outcome run(Session session) {
    session.arguments().atMost(2, "NAME [APP]");
    List<String> given = session.arguments().plain();
    String name =
        this == LINK && given.isEmpty()
            ? session.arguments().required("NAME")
            : session.database(given.stream().findFirst());
    String app = session.app(given.stream().skip(1).findFirst());
    String database = new DatabaseName(name).value();
    ApiPath path = ApiPath.of("databases", database, "links", app);
    Change change =
        this == LINK
            ? new Change(
                Deed.LINK, app, "PUT", path, body(session), "link " + database + " to " + app)
            : new Change(
                Deed.UNLINK,
                app,
                "DELETE",
                path,
                JsonObject.EMPTY,
                "take the URL of " + database + " from " + app);
    return new Changes(session).run(change);
  }

  private static JsonObject body(Session session) {
    Optional<String> variable = session.arguments().value("--as");
    return variable.isPresent()
        ? JsonObject.EMPTY.with("variable", new EnvName(variable.get()).value())
        : JsonObject.EMPTY;
  }
}
