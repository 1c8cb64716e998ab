package np.server.http;

/** The methods of HTTP (RFC 9110 section 9) that the API has. */
public enum Method {
  GET,
  HEAD,
  POST,
  PUT,
  PATCH,
  DELETE;

  /** Whether a request by this method may change something. */
  public boolean mutates() {
    return this != GET && this != HEAD;
  }

  /** Whether repeating it could take effect twice, so that idempotency keys apply. */
  boolean repeatsMatter() {
    return mutates() && this != PUT;
  }
}
