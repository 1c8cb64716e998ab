package np.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/** One open stream of server-sent events (WHATWG HTML 9.2). */
final class EventStream implements EventSink {
  private final Response response;
  private final Json json;
  private final String tokenId;
  private final Thread writer = Thread.currentThread();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean open = true;

  /** To be made on the thread that runs the feed: closing interrupts it. */
  EventStream(Response response, Json json, String tokenId) {
    this.response = response;
    this.json = json;
    this.tokenId = tokenId;
  }

  @Override
  public void send(String event, Object data) throws IOException {
    write("event: " + event + "\ndata: " + json.text(data) + "\n\n");
  }

  @Override
  public void send(String event, long id, Object data) throws IOException {
    write("id: " + id + "\nevent: " + event + "\ndata: " + json.text(data) + "\n\n");
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  boolean isOf(String token) {
    return tokenId.equals(token);
  }

  /** Sends the headers at once, so that the client knows that it is being served. */
  void begin() throws IOException {
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    response.getHeaders().put("X-Accel-Buffering", "no");
    write(": np\n\n");
  }

  /** Ends it: what is being written or waited for by the feed is interrupted. */
  void close() {
    if (open) {
      open = false;
      if (!writer.equals(Thread.currentThread())) {
        writer.interrupt();
      }
    }
  }

  /** Writes a comment now and then, until the client has gone. */
  void beat(Duration every) {
    try {
      while (open) {
        Thread.sleep(every);
        write(": \n\n");
      }
    } catch (IOException gone) {
      close();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    lock.lock();
    try {
      if (!open) {
        throw new IOException("the stream has ended");
      }
      Content.Sink.write(response, false, bytes);
    } finally {
      lock.unlock();
    }
  }
}
