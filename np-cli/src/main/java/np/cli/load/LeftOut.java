package np.cli.load;

/** What a database of elsewhere has and one of np has no place for. */
public enum LeftOut {
  OWNERS("owners: everything belongs to the one who imports"),
  ROLES("roles"),
  PRIVILEGES("privileges of roles other than PUBLIC"),
  DATABASE("what belongs to the whole database there: its name, its settings"),
  COMMENTS("comments on extensions");

  private final String text;

  LeftOut(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
