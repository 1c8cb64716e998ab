package np.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import np.api.Problem;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/** Writes answers to the connection. */
final class AnswerWriter {
  private final Json json;
  private final EventStreams streams;
  private final WebSockets sockets;
  private final Authenticator authenticator;

  AnswerWriter(Json json, EventStreams streams, WebSockets sockets, Authenticator authenticator) {
    this.json = json;
    this.streams = streams;
    this.sockets = sockets;
    this.authenticator = authenticator;
  }

  /** Writes the answer and completes the request. */
  void write(WebSockets.Handshake exchange, Visit visit, Answer answer) throws IOException {
    Response response = exchange.response();
    frame(response, visit);
    if (answer instanceof Answer.Conversation conversation) {
      sockets.open(exchange, caller(visit), authenticator::isValid, conversation);
    } else {
      write(response, visit, answer);
      exchange.callback().succeeded();
    }
  }

  private void write(Response response, Visit visit, Answer answer) throws IOException {
    switch (answer) {
      case Answer.Json(int status, Object body) -> json(response, status, body);
      case Answer.ShownOnce(int status, Object body) -> json(response, status, body);
      case Answer.Empty(int status) -> response.setStatus(status);
      case Answer.Text(String type, String text) -> body(response, type, text);
      case Answer.EventStream(Feed feed) ->
          streams.serve(response, caller(visit), authenticator::isValid, feed);
      case Answer.Conversation _ -> throw new IllegalStateException("it has no body");
    }
  }

  void refuse(Response response, Visit visit, Problems.Failed failed) throws IOException {
    response.reset();
    frame(response, visit);
    failed.headers().forEach(response.getHeaders()::put);
    json(response, failed.problem().status(), failed.problem());
  }

  private void json(Response response, int status, Object body) throws IOException {
    response.setStatus(status);
    boolean problem = body instanceof Problem || status >= 400;
    body(response, problem ? "application/problem+json" : "application/json", json.text(body));
  }

  private static Principal caller(Visit visit) {
    Principal principal = visit.principal;
    if (principal == null) {
      throw new IllegalStateException("a stream needs a caller");
    }
    return principal;
  }

  private static void frame(Response response, Visit visit) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("X-Request-Id", visit.id);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static void body(Response response, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    Content.Sink.write(response, true, ByteBuffer.wrap(bytes));
  }
}
