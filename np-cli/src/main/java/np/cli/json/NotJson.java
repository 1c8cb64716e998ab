package np.cli.json;

/** A text that was to be JSON and is not. */
public final class NotJson extends Exception {
  private static final long serialVersionUID = 1L;

  NotJson(String message) {
    super(message);
  }
}
