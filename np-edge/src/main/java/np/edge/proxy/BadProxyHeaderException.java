package np.edge.proxy;

/** A proxy that is trusted sent a malformed header. */
public final class BadProxyHeaderException extends Exception {
  private static final long serialVersionUID = 1L;

  BadProxyHeaderException() {
    super("malformed PROXY header", null, false, false);
  }
}
