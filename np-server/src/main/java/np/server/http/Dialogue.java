package np.server.http;

import java.io.IOException;

/** Holds one conversation over a WebSocket. */
@FunctionalInterface
public interface Dialogue {

  /**
   * Runs on a virtual thread of its own until everything was said; then the server closes. It is
   * interrupted when the token was revoked or the server stops: just let the exception pass. A
   * {@link np.model.NpException} becomes a last text message, the problem.
   */
  void hold(WebSocket socket) throws IOException, InterruptedException;
}
