package np.cli.client;

import java.io.IOException;
import np.api.SessionFrames;
import np.cli.json.JsonObject;
import np.cli.json.JsonReader;
import np.cli.json.NotJson;
import np.model.NpException;
import np.spi.SessionInput;
import np.spi.SessionOutput;

/** A command of the server whose standard streams are here; whoever opened it closes it. */
public final class ServerSession implements AutoCloseable {
  private final WebSocket socket;
  private final JsonReader reader = new JsonReader();

  ServerSession(WebSocket socket) {
    this.socket = socket;
  }

  /** What the server says. */
  public sealed interface Message {

    /** The command's. */
    record Output(SessionOutput output) implements Message {}

    /** {@code np.run/1} at the start, {@code np.exit/1} at the end. */
    record Document(JsonObject document) implements Message {}
  }

  /** Sends something; may be called by several threads. */
  public void send(SessionInput input) throws IOException {
    socket.send(SessionFrames.of(input));
  }

  /**
   * Waits for what comes next; to be called by one thread, all the time, since it also answers the
   * server's question whether anybody is there.
   *
   * @throws ApiProblem what the server ends it with
   * @throws IOException when the connection is lost
   */
  public Message receive() throws IOException {
    WebSocket.Message message = socket.receive();
    if (message.kind() == WebSocket.CLOSE) {
      throw new IOException("the server has ended the session");
    }
    try {
      return message.kind() == WebSocket.BINARY
          ? new Message.Output(SessionFrames.output(message.bytes()))
          : new Message.Document(document(message.text()));
    } catch (NotJson | NpException e) {
      throw new IOException("what the server says is not understood: " + e.getMessage(), e);
    }
  }

  private JsonObject document(String text) throws NotJson {
    JsonObject document = reader.readObject(text);
    int status = (int) document.whole("status");
    if (status >= 400) {
      throw ApiProblem.read(status, document);
    }
    return document;
  }

  @Override
  public void close() {
    socket.close();
  }
}
