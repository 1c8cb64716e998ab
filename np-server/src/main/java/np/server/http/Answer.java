package np.server.http;

import np.api.Problem;

/** What a handler answers. */
public sealed interface Answer {

  /** A record as JSON. */
  record Json(int status, Object body) implements Answer {}

  /** A record that may be seen once and is not kept for repetitions: a new token's value. */
  record ShownOnce(int status, Object body) implements Answer {}

  /** 204, or another status without a body (for HEAD). */
  record Empty(int status) implements Answer {}

  /** Text of another kind, UTF-8. */
  record Text(String contentType, String text) implements Answer {}

  /** Server-sent events, written by {@code feed} until it returns. */
  record EventStream(Feed feed) implements Answer {}

  /**
   * A WebSocket, spoken over by {@code dialogue} until it returns.
   *
   * @param protocol that the client must offer (RFC 6455 section 1.9)
   */
  record Conversation(String protocol, Dialogue dialogue) implements Answer {}

  /** 200 with a record. */
  static Answer ok(Object body) {
    return new Json(200, body);
  }

  /** 201 with a record. */
  static Answer created(Object body) {
    return new Json(201, body);
  }

  /** 202 with a record: it is under way. */
  static Answer accepted(Object body) {
    return new Json(202, body);
  }

  /** A problem with more than an exception can say: diagnostics. */
  static Answer problem(Problem problem) {
    return new Json(problem.status(), problem);
  }

  /** 204. */
  static Answer noContent() {
    return new Empty(204);
  }

  /** 404 without a body, for HEAD; everywhere else throw {@code NpException.NotFound}. */
  static Answer absent() {
    return new Empty(404);
  }

  /** Server-sent events. */
  static Answer events(Feed feed) {
    return new EventStream(feed);
  }
}
