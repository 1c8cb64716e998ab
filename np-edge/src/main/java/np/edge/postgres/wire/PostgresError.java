package np.edge.postgres.wire;

/**
 * The content of a fatal ErrorResponse: after it the connection ends.
 *
 * @param state its code
 * @param message one line that says what is wrong, in PostgreSQL's style: no capital, no full stop
 * @param detail more about it, as a sentence; may be empty
 * @param hint what to do next, as a sentence; may be empty
 */
public record PostgresError(SqlState state, String message, String detail, String hint) {

  /** An error that needs no explanation. */
  public static PostgresError of(SqlState state, String message) {
    return new PostgresError(state, message, "", "");
  }

  /** The same with a hint. */
  public PostgresError hint(String text) {
    return new PostgresError(state, message, detail, text);
  }

  /** The same with a detail. */
  public PostgresError detail(String text) {
    return new PostgresError(state, message, text, hint);
  }
}
