package np.edge.postgres.database;

/** Sessions in an instance that are lent to clients. Methods are called on any thread. */
public interface Lender {

  /** Closes the sessions that nobody has. */
  void rest();

  /** Others could use a session: closes one that nobody has. */
  void makeRoom();

  /** One session more may be opened. */
  void roomMade();
}
