package np.cli.host;

import java.net.URI;

/** Shows a page to the person, usually in a browser. */
public interface Opener {
  /** Whether something could be started that shows {@code page}. */
  boolean open(URI page);
}
