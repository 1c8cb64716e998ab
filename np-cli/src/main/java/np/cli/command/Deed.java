package np.cli.command;

/** What a deployment does, in words for its last line. */
enum Deed {
  DEPLOY("deploy", "Deployed"),
  ROLLBACK("rollback", "Rolled back"),
  CONFIG("change of the configuration", "Reconfigured"),
  SCALE("scaling", "Scaled"),
  RESTART("restart", "Restarted"),
  STOP("stop", "Stopped"),
  START("start", "Started"),
  UNDELETE("undelete", "Restored"),
  LINK("link to a database", "Linked"),
  UNLINK("unlink from a database", "Unlinked");

  private final String noun;
  private final String done;

  Deed(String noun, String done) {
    this.noun = noun;
    this.done = done;
  }

  String noun() {
    return noun;
  }

  String done() {
    return done;
  }
}
