package np.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import np.api.SessionFrames;
import np.spi.SessionInput;
import np.spi.SessionOutput;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A session's client: what is said is waited for, one message after the other. */
public final class TestSocket implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PATIENCE_SECONDS = 20;

  private final BlockingQueue<Object> inbox = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  /** The end, with its status code. */
  record Closed(int code) {}

  private TestSocket(WebSocket.Builder builder, URI uri) {
    this.socket = builder.buildAsync(uri, new Ears()).join();
  }

  static TestSocket open(HttpClient http, URI uri, Map<String, String> headers) {
    WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols(SessionFrames.PROTOCOL);
    headers.forEach(builder::header);
    return new TestSocket(builder, uri);
  }

  /** Sends a text. */
  public TestSocket say(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  /** Sends a message of the session. */
  public TestSocket send(SessionInput input) {
    return send(SessionFrames.of(input));
  }

  /** Sends bytes. */
  public TestSocket send(ByteBuffer bytes) {
    socket.sendBinary(bytes, true).join();
    return this;
  }

  /** Sends bytes that the server will not read to their end. */
  public void flood(ByteBuffer bytes) {
    socket.sendBinary(bytes, true).exceptionally(refused -> socket).join();
  }

  /** Sends what the server need not take: it may close while this still writes. */
  public void sendInVain(ByteBuffer bytes) {
    socket.sendBinary(bytes, true).exceptionally(_ -> socket).join();
  }

  /** Sends bytes to the process. */
  public TestSocket data(byte[] bytes) {
    return send(new SessionInput.Data(ByteBuffer.wrap(bytes)));
  }

  /** The next message, which is a document. */
  public JsonNode document() throws InterruptedException {
    Object next = next();
    assertThat(next).isInstanceOf(JsonNode.class);
    return (JsonNode) next;
  }

  /** The next message, which is of the session. */
  public SessionOutput output() throws InterruptedException {
    Object next = next();
    assertThat(next).isInstanceOf(SessionOutput.class);
    return (SessionOutput) next;
  }

  /** The next data, whatever else comes before it. */
  public ByteBuffer data() throws InterruptedException {
    while (true) {
      if (output() instanceof SessionOutput.Data data) {
        return data.bytes();
      }
    }
  }

  /** Waits for the end and its status code; nothing else comes before. */
  public int closed() throws InterruptedException {
    Object next = next();
    assertThat(next).isInstanceOf(Closed.class);
    return ((Closed) next).code();
  }

  /** Hangs up without a word. */
  public void abort() {
    socket.abort();
  }

  private Object next() throws InterruptedException {
    Object next = inbox.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("something is said").isNotNull();
    return next == null ? new Closed(0) : next;
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** Puts what comes together and keeps it. */
  private final class Ears implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        inbox.add(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
      byte[] copy = new byte[part.remaining()];
      part.get(copy);
      bytes.writeBytes(copy);
      if (last) {
        inbox.add(SessionFrames.output(ByteBuffer.wrap(bytes.toByteArray())));
        bytes.reset();
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      inbox.add(new Closed(code));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      inbox.add(new Closed(-1));
    }
  }
}
