package np.model;

/** How a client's connection reaches a database. */
public enum Pooling {
  /** It has a connection of its own. */
  NONE,
  /** It has one for each transaction, and many clients share a few. */
  TRANSACTION;

  /** The name of the database in the connection string. */
  public String name(DatabaseLabel label) {
    return this == TRANSACTION ? label.pooled() : label.value();
  }
}
