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
  private final Authenticator authenticator;

  AnswerWriter(Json json, EventStreams streams, Authenticator authenticator) {
    this.json = json;
    this.streams = streams;
    this.authenticator = authenticator;
  }

  void write(Response response, Visit visit, Answer answer) throws IOException {
    frame(response, visit);
    switch (answer) {
      case Answer.Json(int status, Object body) -> json(response, status, body);
      case Answer.ShownOnce(int status, Object body) -> json(response, status, body);
      case Answer.Empty(int status) -> response.setStatus(status);
      case Answer.Text(String type, String text) -> body(response, type, text);
      case Answer.EventStream(Feed feed) -> stream(response, visit, feed);
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

  private void stream(Response response, Visit visit, Feed feed) throws IOException {
    Principal principal = visit.principal;
    if (principal == null) {
      throw new IllegalStateException("an event stream needs a caller");
    }
    streams.serve(response, principal, authenticator::isValid, feed);
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
