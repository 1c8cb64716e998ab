package np.edge.limit;

/** Why a client gets less than it asked for, though it asked rightly. */
public enum Refusal {
  /** Its address has too many connections. */
  CLIENT_CONNECTIONS(429, "too many connections from your address; close some and try again"),
  /** Its address has too many requests in flight. */
  CLIENT_REQUESTS(429, "too many requests at once from your address; wait for some of them"),
  /** Its address begins TLS too often; it gets an alert instead of these words. */
  CLIENT_HANDSHAKES(429, "too many new connections from your address; keep them open"),
  /** There are as many connections as there may be. */
  CONNECTIONS(503, "this server has as many connections as it can hold; try again in a moment"),
  /** There is no file descriptor left for a connection to an instance. */
  OPEN_FILES(503, "this server cannot open more connections to the app; try again in a moment");

  private final int status;
  private final String why;

  Refusal(int status, String why) {
    this.status = status;
    this.why = why;
  }

  /** Of the answer. */
  public int status() {
    return status;
  }

  /** One line for the client. */
  public String why() {
    return why;
  }
}
