package np.server.builds;

import java.io.IOException;

/** Tells our own disk's trouble apart from a damaged archive. */
final class TargetFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final IOException cause;

  TargetFailure(IOException cause) {
    super(cause);
    this.cause = cause;
  }

  IOException cause() {
    return cause;
  }

  /** Work on the target. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  static <T> T guard(Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new TargetFailure(e);
    }
  }
}
