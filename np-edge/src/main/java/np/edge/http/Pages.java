package np.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import np.edge.limit.Refusal;
import np.edge.wire.Field;
import np.edge.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/** The edge's own answers, for people, for programs and for terminals. */
public final class Pages {
  private Pages() {}

  /** Answers with a page in the form that the client accepts; {@code why} is one line of text. */
  public static void answer(Exchange exchange, int status, String why) {
    String accept = exchange.request().header(Field.ACCEPT);
    String id = exchange.requestId().toString();
    String title = HttpResponseStatus.valueOf(status).reasonPhrase();
    ResponseHead head = exchange.response().start(status);
    head.add("content-type", type(accept)).add("cache-control", "no-store");
    head.add("date", exchange.context().date());
    if (status == 503 || status == 429) {
      head.add("retry-after", "5");
    }
    send(exchange, head, body(accept, new Page(status, title, why, id)));
  }

  /** Answers that a limit has been reached, and counts it. */
  public static void refuse(Exchange exchange, Refusal refusal) {
    exchange.context().metrics().limited(refusal);
    answer(exchange, refusal.status(), refusal.why());
  }

  /** Answers 308 to the same target on another host. */
  public static void redirect(Exchange exchange, String host) {
    String location =
        exchange.peer().clientScheme().text() + "://" + host + exchange.request().target();
    ResponseHead head = exchange.response().start(308).add("location", location);
    head.add("date", exchange.context().date());
    send(exchange, head, "");
  }

  /** A page as bytes, for those who never became an exchange. */
  public static String plain(int status, @Nullable String why, String id) {
    String title = HttpResponseStatus.valueOf(status).reasonPhrase();
    return text(new Page(status, title, why == null ? "" : why, id));
  }

  private record Page(int status, String title, String why, String id) {}

  private static void send(Exchange exchange, ResponseHead head, String text) {
    ByteBuf body = ByteBufUtil.writeUtf8(exchange.allocator(), text);
    try {
      exchange.respond(head.length(body.readableBytes()));
      exchange.data(body, body.readableBytes());
      exchange.end(null);
    } finally {
      body.release();
    }
  }

  private static String type(@Nullable String accept) {
    if (accept != null && accept.contains("text/html")) {
      return "text/html; charset=utf-8";
    }
    boolean json = accept != null && accept.contains("json");
    return json ? "application/problem+json" : "text/plain; charset=utf-8";
  }

  private static String body(@Nullable String accept, Page page) {
    if (accept != null && accept.contains("text/html")) {
      return html(page);
    }
    return accept != null && accept.contains("json") ? json(page) : text(page);
  }

  private static String text(Page page) {
    return page.status + " " + page.title + ": " + page.why + "\nrequest id " + page.id + "\n";
  }

  private static String json(Page page) {
    return "{\"status\":%d,\"title\":\"%s\",\"detail\":\"%s\",\"requestId\":\"%s\"}\n"
        .formatted(page.status, page.title, escapeJson(page.why), page.id);
  }

  private static String html(Page page) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>%d %s</title>
    <style>
    body { font: 16px/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 34em; \
    padding: 0 1em; color: #222; background: #fff }
    small { color: #666 }
    @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } }
    </style>
    <h1>%d %s</h1>
    <p>%s</p>
    <p><small>request id %s</small></p>
    """
        .formatted(page.status, page.title, page.status, page.title, escapeHtml(page.why), page.id);
  }

  private static String escapeHtml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String escapeJson(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(' ');
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
