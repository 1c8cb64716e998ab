package np.cli.postgres;

/** A script that is no SQL. */
public final class UnreadableSql extends Exception {
  private static final long serialVersionUID = 1L;

  private final long line;
  private final String hint;

  UnreadableSql(long line, String message, String hint) {
    super(message);
    this.line = line;
    this.hint = hint;
  }

  /** From 1. */
  public long line() {
    return line;
  }

  public String hint() {
    return hint;
  }
}
