package np.testkit.load;

/** How a request can fail. */
public enum Failure {
  /** The connection was refused. */
  REFUSED,
  /** The connection ended or was reset before the response was complete. */
  RESET,
  /** No complete response within 5 seconds of the moment the request was due. */
  TIMEOUT,
  /** A status of 500 or above. */
  SERVER_ERROR,
  /** Another status than 200. */
  STATUS,
  /** The answer belongs to another request, tenant or release. */
  MIXED_UP,
  /** The response is shorter than it said, or no HTTP. */
  TRUNCATED
}
