package np.server.run;

import java.time.Duration;
import np.api.SessionFrames;
import np.model.ErrorCode;
import np.model.NpException;
import np.server.http.WebSocket;
import np.spi.Session;
import org.jspecify.annotations.Nullable;

/** Hears what a client says to its session; the session ends when nothing more is to be heard. */
final class Listener implements Runnable {
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final WebSocket socket;
  private final Session session;
  private volatile boolean ended;
  private volatile @Nullable NpException failure;

  Listener(WebSocket socket, Session session) {
    this.socket = socket;
    this.session = session;
  }

  @Override
  public void run() {
    try (session) {
      listen();
    }
  }

  private void listen() {
    try {
      while (!ended) {
        socket.receive(PATIENCE).ifPresent(this::hear);
      }
    } catch (NpException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hear(WebSocket.Message message) {
    switch (message) {
      case WebSocket.Message.Binary binary -> session.send(SessionFrames.input(binary.bytes()));
      case WebSocket.Message.Text _ ->
          throw new NpException.Invalid(
              ErrorCode.BAD_REQUEST,
              "only the first message is a text",
              "send the others as binary messages");
      case WebSocket.Message.Closed _ -> ended = true;
    }
  }

  /** Whether the client has gone. */
  boolean hasEnded() {
    return ended;
  }

  /** What was wrong with what the client said; else {@code other}. */
  NpException failureOr(NpException other) {
    NpException own = failure;
    return own == null ? other : own;
  }

  /** Throws what was wrong with what the client said, if anything was. */
  void check() {
    NpException own = failure;
    if (own != null) {
      throw own;
    }
  }
}
