package np.server.http;

/** What a route answers when all is well, for OpenAPI. */
public sealed interface AnswerBody {

  /** A record as JSON. */
  record Json(int status, Class<? extends Record> type) implements AnswerBody {}

  /** No body. */
  record Empty(int status) implements AnswerBody {}

  /** Text of another kind. */
  record Text(String contentType) implements AnswerBody {}

  /** Server-sent events whose data are records of this type. */
  record Events(Class<? extends Record> type) implements AnswerBody {}
}
