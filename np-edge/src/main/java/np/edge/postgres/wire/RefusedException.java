package np.edge.postgres.wire;

/** What a client sent cannot be accepted; it is told why and the connection ends. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient PostgresError error;

  /** Without a stack trace: this is no bug, and strangers decide how often it happens. */
  public RefusedException(PostgresError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  /** A breach of the protocol. */
  public static RefusedException violation(String message) {
    return new RefusedException(PostgresError.of(SqlState.PROTOCOL_VIOLATION, message));
  }

  public PostgresError error() {
    return error;
  }
}
