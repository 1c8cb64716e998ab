package np.model;

/**
 * A route as the edge sees it.
 *
 * @param generation of the table that the edge serves now
 * @param state whether a request would reach something
 * @param why one line, empty only when LIVE
 */
public record RouteStatus(long generation, State state, String why) {

  /** Whether a request would reach something. */
  public enum State {
    LIVE,
    /** The route is there; nothing behind it serves. */
    NO_ENDPOINT,
    /** The edge has no such route. */
    MISSING
  }
}
