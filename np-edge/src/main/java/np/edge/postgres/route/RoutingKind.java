package np.edge.postgres.route;

/** By what a client says which database it wants, in the order of rank. */
public enum RoutingKind {
  /** The name in its ClientHello: {@code LABEL.db.DOMAIN}. */
  SNI("the host name"),
  /** {@code options=endpoint%3DLABEL}. */
  OPTIONS("options"),
  /** {@code ROLE@LABEL}. */
  USER("the user name"),
  /** The name of the database, where nothing else says it. */
  DATABASE("the database name");

  private final String text;

  RoutingKind(String text) {
    this.text = text;
  }

  /** As a person calls it. */
  public String text() {
    return text;
  }
}
