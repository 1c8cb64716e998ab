package np.cli.output;

import java.io.IOException;

/** Nobody reads the output any more, as in {@code np logs | head}. */
public final class OutputClosed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputClosed(IOException cause) {
    super(cause);
  }
}
