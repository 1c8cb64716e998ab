package np.cli.postgres;

/** A script that is not run as it is, and why: it is no SQL, or cannot be done here. */
public final class RefusedScript extends Exception {
  private static final long serialVersionUID = 1L;

  private final long line;
  private final String hint;

  /**
   * Refuses it.
   *
   * @param line from 1; 0: the whole of it
   */
  public RefusedScript(long line, String message, String hint) {
    super(message);
    this.line = line;
    this.hint = hint;
  }

  public long line() {
    return line;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }
}
