package np.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** One conversation over a WebSocket (RFC 6455), as plain blocking calls. */
public interface WebSocket {

  /**
   * Waits for the next message; empty when none has come in time. To be called by one thread. After
   * {@link Message.Closed} nothing comes.
   */
  Optional<Message> receive(Duration atMost) throws InterruptedException;

  /**
   * Sends a record as a text message of JSON.
   *
   * @throws IOException when the client has gone
   */
  void send(Record document) throws IOException;

  /**
   * Sends a binary message; returns when it is on its way, so that nothing piles up here.
   *
   * @throws IOException when the client has gone
   */
  void send(ByteBuffer bytes) throws IOException;

  /** What a client says. */
  sealed interface Message {

    /** Text. */
    record Text(String text) implements Message {}

    /** Bytes, the reader's own. */
    record Binary(ByteBuffer bytes) implements Message {}

    /** Nothing any more. */
    record Closed() implements Message {}
  }
}
