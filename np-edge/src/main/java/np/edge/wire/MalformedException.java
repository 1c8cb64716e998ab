package np.edge.wire;

/** A message that RFC 9110 or RFC 9112 does not allow, or that exceeds a limit. */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Has no stack trace: strangers cause it at will, so it must be cheap.
   *
   * @param status what answers it when a client sent it (RFC 9110 section 15.5)
   * @param message what is wrong, one line without bytes of the message
   */
  public MalformedException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** The status that answers it when a client sent it. */
  public int status() {
    return status;
  }
}
