package np.cli.command;

/** The groups of the help page, in its order. */
public enum Group {
  START("Start"),
  DEPLOY("Deploy"),
  OBSERVE("Observe"),
  RUN("Run"),
  CONFIG("Config"),
  DATA("Data"),
  APPS("Apps"),
  OPERATE("Operate"),
  HIDDEN("");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  /** Empty: not shown. */
  public String title() {
    return title;
  }
}
