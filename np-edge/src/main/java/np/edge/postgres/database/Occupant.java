package np.edge.postgres.database;

import np.edge.postgres.wire.PostgresError;
import np.model.ScramVerifier;

/** A client that has been let into a database. Methods are called on any thread. */
public interface Occupant {

  /** The role that it is. */
  String role();

  /** What it takes of the instance. */
  Kind kind();

  /** Ways to use a database. */
  enum Kind {
    /** A session of its own. */
    OWN_SESSION,
    /** A session that it is lent now and then. */
    LENT_SESSION
  }

  /** By what it has proved that. */
  ScramVerifier verifier();

  /** Says why and ends it, within a second. */
  void cut(PostgresError why);

  /** Whether nothing is under way and no transaction is open. */
  boolean isIdle();

  /** Lets the session in the instance go, if it is idle; the client need not go, too. */
  void rest();
}
