package np.server.http;

import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import np.api.Problem;
import np.model.ErrorCode;
import np.model.NoSpace;
import np.model.NpException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an answer. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger("np.server.failure");

  private Problems() {}

  /** A failure as it is answered; what was not foreseen is logged under the request's id. */
  static Failed of(Throwable failure, String requestId) {
    return switch (failure) {
      case Refusal refusal -> new Failed(refusal.problem(), refusal.headers());
      case NpException known -> known(known, requestId);
      case HttpException http -> refused(http.getCode());
      case InterruptedException stopped -> stopping();
      case InterruptedIOException stopped -> stopping();
      case Throwable other when other.getCause() instanceof NpException known ->
          known(known, requestId);
      case Throwable other when other.getCause() instanceof TimeoutException ->
          of(Refusal.tooSlow(), requestId);
      case Throwable other when NoSpace.isBehind(other) -> known(diskFull(other), requestId);
      case Throwable other -> unforeseen(other, requestId);
    };
  }

  private static NpException diskFull(Throwable failure) {
    return new NpException.Unavailable(
        ErrorCode.NO_SPACE,
        "the disk of the server is full; nothing was changed",
        "free some space there, then try again; np doctor shows what takes it",
        failure);
  }

  /** A problem and the headers that go with it. */
  record Failed(Problem problem, Map<String, String> headers) {}

  private static Failed known(NpException failure, String requestId) {
    if (failure.getCause() != null || failure.code().status() >= 500) {
      LOG.warn("request={} code={} {}", requestId, failure.code(), failure.getMessage());
    }
    Map<String, String> headers =
        failure.code() == ErrorCode.NOT_LOGGED_IN
            ? Map.of("WWW-Authenticate", "Bearer realm=\"np\"")
            : Map.of();
    return new Failed(Problem.of(failure), headers);
  }

  static Failed refused(int status) {
    Refusal refusal =
        status == 404
            ? Refusal.noSuchPath()
            : Refusal.of(status, "the request is malformed", "see RFC 9110 and RFC 9112");
    return new Failed(refusal.problem(), Map.of());
  }

  private static Failed stopping() {
    return new Failed(
        Problem.of(ErrorCode.UNREACHABLE, "the server is stopping", "try again in a moment"),
        Map.of());
  }

  private static Failed unforeseen(Throwable failure, String requestId) {
    LOG.error("request={} code=NP0600", requestId, failure);
    return new Failed(
        Problem.of(
            ErrorCode.INTERNAL,
            "something unforeseen happened; request " + requestId,
            "np server logs has the details under that id"),
        Map.of());
  }
}
