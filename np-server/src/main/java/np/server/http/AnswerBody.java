package np.server.http;

/** What a route answers when all is well, for OpenAPI. */
public sealed interface AnswerBody {

  /** A record as JSON. */
  record Json(int status, Class<? extends Record> type) implements AnswerBody {}

  /** No body. */
  record Empty(int status) implements AnswerBody {}

  /** Text of another kind. */
  record Text(String contentType) implements AnswerBody {}

  /**
   * A WebSocket.
   *
   * @param protocol that it speaks
   * @param first its first message is a record of this type
   */
  record Conversation(String protocol, Class<? extends Record> first) implements AnswerBody {}

  /** Server-sent events whose data are records of this type. */
  record Events(Class<? extends Record> type) implements AnswerBody {}
}
