package np.cli.command;

import java.util.List;
import java.util.Optional;
import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.model.DatabaseName;
import np.model.ErrorCode;
import np.model.NpException;

/** {@code np db branch NAME NEW}: a copy with its own URL; the parent goes on undisturbed. */
final class DatabaseBranchCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[NAME]", "the parent", Argument.Kind.DATABASE)
        .argument("NEW", "the name of the branch", Argument.Kind.ANYTHING)
        .exits(Exits.SERVER, Exits.CONFLICT, Exits.ROOM)
        .json("np.database-access/1")
        .value("TIME", "it ends by itself after so long: 5m to 365d", "--ttl");
  }

  @Override
  public Outcome run(Session session) {
    session.arguments().atMost(2, "[NAME] NEW");
    List<String> given = session.arguments().plain();
    if (given.isEmpty()) {
      throw new NpException.Invalid(
          ErrorCode.USAGE, "NEW is missing", "for example np db branch shop preview");
    }
    String branch = new DatabaseName(given.getLast()).value();
    Optional<String> named = given.size() == 2 ? Optional.of(given.getFirst()) : Optional.empty();
    String parent = session.database(named);
    if (session.globals().dryRun()) {
      return session.dryRun("make " + branch + " a branch of " + parent);
    }
    JsonObject body = JsonObject.EMPTY.with("name", branch);
    Optional<String> ttl = session.arguments().value("--ttl");
    body = ttl.isPresent() ? body.with("ttl", ttl.get()) : body;
    String key = session.context().ids().get();
    JsonObject access =
        session.client().send("POST", ApiPath.of("databases", parent, "branches"), body, key);
    JsonObject made = access.object("database").orElse(JsonObject.EMPTY);
    access = access.with("database", new BranchCopy(session, made).await());
    session.output().json(access);
    return DatabaseCreateCommand.created(access);
  }
}
