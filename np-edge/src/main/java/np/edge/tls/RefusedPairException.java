package np.edge.tls;

/** A certificate and a key that cannot be used; the message says why and what to do. */
final class RefusedPairException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedPairException(String message) {
    super(message);
  }

  RefusedPairException(String message, Throwable cause) {
    super(message, cause);
  }

  /** One line. */
  String why() {
    return String.valueOf(getMessage());
  }
}
