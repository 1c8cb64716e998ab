package np.server.http;

/** What a route takes as its body. */
public sealed interface RequestBody {

  /** Nothing. */
  record None() implements RequestBody {}

  /** A record as JSON, up to 1 MiB. */
  record Json(Class<? extends Record> type) implements RequestBody {}

  /**
   * Bytes to be read as they come.
   *
   * @param contentType the only one that is accepted
   * @param limit the most that is read
   */
  record Stream(String contentType, long limit) implements RequestBody {}
}
