package np.server.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import np.api.LogView;
import np.api.Requests;
import np.api.Schemas;
import np.api.SessionFrames;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.InstanceId;
import np.model.NpException;
import np.server.http.Dialogue;
import np.server.http.Json;
import np.server.http.WebSocket;
import np.spi.Session;
import np.spi.SessionOutput;

/**
 * Passes the messages of one session on, both ways. Nothing is kept here: the two ends keep to
 * their windows, so that a message never waits for long.
 */
final class Relay implements Dialogue {
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(10);
  private static final WebSocket.Message NOTHING = new WebSocket.Message.Closed();

  private final Json json;
  private final Beginning beginning;

  /** Begins what the first message asks for. */
  interface Beginning {
    Begun begin(Requests.Attach order);
  }

  /**
   * A session that has begun.
   *
   * @param instance that runs it
   */
  record Begun(InstanceId instance, Session session) {}

  Relay(Json json, Beginning beginning) {
    this.json = json;
    this.beginning = beginning;
  }

  @Override
  public void hold(WebSocket socket) throws IOException, InterruptedException {
    Begun begun = beginning.begin(order(socket));
    try (Session session = begun.session) {
      socket.send(new LogView.Started(Schemas.RUN, begun.instance.value()));
      Listener listener = new Listener(socket, session);
      Thread.ofVirtual().name("np-session-listener").start(listener);
      Exit exit = pass(socket, session, listener);
      socket.send(new LogView.Exit(Schemas.EXIT, Orders.code(exit), exit.why()));
    }
  }

  private Requests.Attach order(WebSocket socket) throws InterruptedException {
    if (socket.receive(FIRST_PATIENCE).orElse(NOTHING)
        instanceof WebSocket.Message.Text(String text)) {
      return json.read(text.getBytes(StandardCharsets.UTF_8), Requests.Attach.class);
    }
    throw new NpException.Invalid(
        ErrorCode.BAD_REQUEST,
        "the first message must be a text that says what to run",
        "send it within " + FIRST_PATIENCE.toSeconds() + " s");
  }

  /**
   * Passes on what the process says until it ends; how it did. What a client does wrong ends the
   * session, and is the reason then.
   */
  private static Exit pass(WebSocket socket, Session session, Listener listener)
      throws IOException, InterruptedException {
    try {
      while (true) {
        SessionOutput next = session.receive();
        if (next instanceof SessionOutput.Exited(Exit exit)) {
          listener.check();
          return exit;
        }
        socket.send(SessionFrames.of(next));
      }
    } catch (NpException failure) {
      if (listener.hasEnded()) {
        throw new IOException("the client has gone", failure);
      }
      throw listener.failureOr(failure);
    }
  }
}
