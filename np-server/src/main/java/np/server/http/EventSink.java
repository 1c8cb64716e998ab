package np.server.http;

import java.io.IOException;

/**
 * Takes the events of one stream (server-sent events, WHATWG HTML 9.2). May be called from several
 * threads. Heartbeats are sent by the server itself.
 */
public interface EventSink {

  /**
   * Sends an event without an id.
   *
   * @param event its name, [a-z]+
   * @param data a record, becomes one line of JSON
   * @throws IOException when the client has gone
   */
  void send(String event, Object data) throws IOException;

  /** Sends an event whose id a client repeats as {@code Last-Event-ID} to resume after it. */
  void send(String event, long id, Object data) throws IOException;

  /** False once the client has gone, the token was revoked or the server stops. */
  boolean isOpen();
}
