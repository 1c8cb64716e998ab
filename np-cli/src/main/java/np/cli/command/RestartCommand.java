package np.cli.command;

import java.util.Optional;
import np.cli.json.JsonObject;

/** {@code np restart}: new instances of the same release, one after the other. */
final class RestartCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[APP]", "", Argument.Kind.APP)
        .value("PROC", "this process only", "-p", "--process")
        .flag("return at once", "-d", "--detach")
        .exits(Exits.SERVER, Exits.DEPLOYMENT)
        .json("np.event/1", "np.deployment/1");
  }

  @Override
  public Outcome run(Session session) {
    String app = session.app();
    Optional<String> process = session.arguments().value("--process");
    JsonObject body = JsonObject.EMPTY.with("process", process.orElse(null));
    String told = "restart " + process.map(name -> name + " of ").orElse("") + app;
    return new Changes(session).run(Change.post(Deed.RESTART, app, "restart", body, told));
  }
}
