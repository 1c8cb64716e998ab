package np.server.http;

import java.io.IOException;

/** Writes the events of one stream. */
@FunctionalInterface
public interface Feed {

  /**
   * Runs on the request's own virtual thread until everything was sent. It is interrupted when the
   * client has gone, the token was revoked or the server stops: just let the exception pass. What
   * is wrong from the start belongs before the stream, where it is still a problem with a status;
   * an exception in here becomes a last event {@code error} whose data is the problem.
   */
  void run(EventSink sink) throws IOException, InterruptedException;
}
