package np.server.http;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import np.server.http.Exchange.Envelope;
import np.server.http.Router.Found;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes each request through the door, to its handler and back; the edge where all failures end.
 */
final class ApiHandler extends Handler.Abstract {
  private final Parts parts;

  ApiHandler(Parts parts) {
    this.parts = parts;
  }

  /** What it works with. */
  record Parts(
      Door door,
      Router router,
      Reception reception,
      Repetitions repetitions,
      AnswerWriter writer,
      Journal journal,
      Supplier<String> ids) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Visit visit = new Visit(requestId(request), parts.journal.now());
    try {
      serve(new WebSockets.Handshake(request, response, callback), visit);
    } catch (Exception gone) {
      callback.failed(gone);
    } finally {
      Thread.interrupted();
      parts.journal.record(request, response, visit);
    }
    return true;
  }

  private void serve(WebSockets.Handshake exchange, Visit visit) throws Exception {
    Request request = exchange.request();
    Response response = exchange.response();
    try {
      parts.writer.write(exchange, visit, answer(request, visit));
    } catch (Exception failure) {
      if (response.isCommitted()) {
        throw failure;
      }
      parts.writer.refuse(response, visit, Problems.of(failure, visit.id));
      parts.reception.drain(request);
      exchange.callback().succeeded();
    }
  }

  private Answer answer(Request request, Visit visit) throws Exception {
    Envelope envelope =
        new Envelope(visit.id, Request.getRemoteAddr(request), name -> header(request, name));
    parts.door.check(
        envelope.headers().apply("Host"),
        envelope.headers().apply("Origin"),
        envelope.headers().apply("Sec-Fetch-Site"));
    Target target = target(request);
    Found found = parts.router.find(request.getMethod(), target.segments());
    visit.route = found.route().name();
    Principal principal = parts.reception.identify(found.route(), envelope);
    visit.principal = principal;
    Reception.checkQueries(found.route(), target);
    InputStream in = Content.Source.asInputStream(request);
    ReceivedBody content = parts.reception.receive(found, envelope, in);
    Exchange exchange =
        new Exchange(principal, found, target.query(), envelope, content, Claim.none());
    return parts.repetitions.answer(exchange, target);
  }

  private String requestId(Request request) {
    return header(request, "X-Request-Id")
        .filter(id -> id.matches("[A-Za-z0-9._-]{1,64}"))
        .orElseGet(parts.ids);
  }

  private static Target target(Request request) {
    String path = request.getHttpURI().getPath();
    String query = request.getHttpURI().getQuery();
    return Target.parse(path == null ? "" : path, query == null ? "" : query);
  }

  private static Optional<String> header(Request request, String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }
}
