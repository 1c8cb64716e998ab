package np.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty itself refuses, before a request exists, as a problem like all others. */
final class ErrorAnswer implements Request.Handler {
  private final Json json;
  private final Supplier<String> ids;

  ErrorAnswer(Json json, Supplier<String> ids) {
    this.json = json;
    this.ids = ids;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status =
        request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer code ? code : 500;
    Throwable cause =
        request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof Throwable thrown
            ? thrown
            : new IllegalStateException("status " + status);
    String id = ids.get();
    Problems.Failed failed = status >= 500 ? Problems.of(cause, id) : Problems.refused(status);
    byte[] body = json.text(failed.problem()).getBytes(StandardCharsets.UTF_8);
    response.setStatus(failed.problem().status());
    response.getHeaders().put("X-Request-Id", id);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
