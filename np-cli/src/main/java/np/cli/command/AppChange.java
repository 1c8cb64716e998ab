package np.cli.command;

import np.cli.json.JsonObject;

/**
 * {@code np stop}, {@code np start} and {@code np apps undelete}: a change that needs no more
 * words.
 */
record AppChange(Deed deed, String verb, String verbWords) implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[APP]", "", Argument.Kind.APP)
        .flag("return at once", "-d", "--detach")
        .exits(Exits.SERVER, Exits.DEPLOYMENT)
        .json("np.event/1", "np.deployment/1");
  }

  @Override
  public Outcome run(Session session) {
    String app = session.app();
    String told = verbWords + " " + app;
    return new Changes(session).run(Change.post(deed, app, verb, JsonObject.EMPTY, told));
  }
}
