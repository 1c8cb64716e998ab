package np.server.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import np.model.ErrorCode;
import np.model.NpException;
import org.eclipse.jetty.server.Response;

/** The event streams that are open, so that they can be cut. */
public final class EventStreams {
  private static final int MOST_PER_TOKEN = 100;

  private final Json json;
  private final Duration heartbeat;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  /**
   * @param heartbeat how often a quiet stream shows that it lives, and notices a client that has
   *     gone
   */
  public EventStreams(Json json, Duration heartbeat) {
    this.json = json;
    this.heartbeat = heartbeat;
  }

  /** Ends the streams of a token that has been revoked. */
  public void cut(String tokenId) {
    open.stream().filter(stream -> stream.isOf(tokenId)).forEach(EventStream::close);
  }

  /** Ends all streams: the server stops. */
  public void cutAll() {
    open.forEach(EventStream::close);
  }

  /** How many are open. */
  public int count() {
    return open.size();
  }

  /**
   * Writes a stream to its end, on the caller's thread.
   *
   * @param valid whether a token still is, asked once the stream is registered, so that a
   *     revocation just before is not missed
   */
  void serve(Response response, Principal principal, Predicate<String> valid, Feed feed)
      throws IOException {
    String tokenId = principal.tokenId();
    if (open.stream().filter(other -> other.isOf(tokenId)).count() >= MOST_PER_TOKEN) {
      throw new NpException.Conflict(
          ErrorCode.BUSY,
          "this token has " + MOST_PER_TOKEN + " event streams open",
          "close some of them");
    }
    EventStream stream = new EventStream(response, json, tokenId);
    open.add(stream);
    Thread heart = Thread.ofVirtual().name("np-heartbeat").unstarted(() -> stream.beat(heartbeat));
    try {
      if (!valid.test(tokenId)) {
        throw new NpException.Denied(ErrorCode.NOT_LOGGED_IN, "the token was revoked", "log in");
      }
      stream.begin();
      heart.start();
      run(stream, feed);
    } finally {
      open.remove(stream);
      stream.close();
      heart.interrupt();
    }
  }

  private static void run(EventStream stream, Feed feed) throws IOException {
    try {
      feed.run(stream);
    } catch (InterruptedException cut) {
      if (stream.isOpen()) {
        throw new IOException("the stream was interrupted", cut);
      }
    } catch (RuntimeException failure) {
      if (stream.isOpen()) {
        stream.send("error", Problems.of(failure, "stream").problem());
      }
    }
  }
}
