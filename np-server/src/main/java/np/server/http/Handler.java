package np.server.http;

import java.io.IOException;

/** Answers one request: plain blocking code on a virtual thread of its own. */
@FunctionalInterface
public interface Handler {

  /**
   * The answer. {@link np.model.NpException} becomes the problem that it is; anything else becomes
   * NP0600.
   */
  Answer handle(ApiRequest request) throws IOException, InterruptedException;
}
