package np.cli.host;

/**
 * What a check found out.
 *
 * @param state how bad it is
 * @param message one line: what was looked at and what was found
 * @param fix what to do, one line; empty when there is nothing to do
 */
public record Finding(State state, String message, String fix) {

  /** How bad it is. */
  public enum State {
    OK,
    WARNING,
    PROBLEM
  }

  public static Finding ok(String message) {
    return new Finding(State.OK, message, "");
  }

  public static Finding warning(String message, String fix) {
    return new Finding(State.WARNING, message, fix);
  }

  public static Finding problem(String message, String fix) {
    return new Finding(State.PROBLEM, message, fix);
  }
}
