package np.cli.load;

/** A script that cannot be imported, and why. */
public final class RefusedScript extends Exception {
  private static final long serialVersionUID = 1L;

  private final long line;
  private final String hint;

  /**
   * @param line from 1; 0: the whole of it
   */
  RefusedScript(long line, String message, String hint) {
    super(message);
    this.line = line;
    this.hint = hint;
  }

  public long line() {
    return line;
  }

  public String hint() {
    return hint;
  }
}
