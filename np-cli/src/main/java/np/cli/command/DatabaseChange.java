package np.cli.command;

import np.api.Schemas;
import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Output;

/**
 * {@code np db suspend|resume|reset|undelete}: a change that needs no more words.
 *
 * @param verb last part of the path
 * @param told what would be done, with the name put in for {@code %s}
 * @param done what was done, likewise
 * @param question that must be answered with yes, likewise; empty: none
 */
record DatabaseChange(String verb, String told, String done, String question) implements Action {

  @Override
  public void declare(Syntax syntax) {
    boolean required = verb.equals("reset") || verb.equals("undelete");
    syntax
        .argument(required ? "NAME" : "[NAME]", "", Argument.Kind.DATABASE)
        .exits(Exits.SERVER, Exits.CONFLICT)
        .json(Schemas.DATABASE);
    if (!question.isEmpty()) {
      syntax.exits(Exits.CONFIRMATION).note("In scripts: -y");
    }
  }

  @Override
  public Outcome run(Session session) {
    boolean required = verb.equals("reset") || verb.equals("undelete");
    String name =
        required
            ? session.arguments().required("NAME")
            : session.database(session.arguments().only("[NAME]"));
    if (session.globals().dryRun()) {
      return session.dryRun(told.formatted(name));
    }
    if (!question.isEmpty()) {
      new Confirmation(session).byYes(question.formatted(name));
    }
    ApiPath path = ApiPath.of("databases", name, verb);
    String key = session.context().ids().get();
    JsonObject database = session.client().send("POST", path, JsonObject.EMPTY, key);
    database = verb.equals("reset") ? new BranchCopy(session, database).await() : database;
    session.output().json(database);
    return Outcome.success(done.formatted(Output.safe(name)));
  }
}
