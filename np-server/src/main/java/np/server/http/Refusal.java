package np.server.http;

import java.util.Map;
import np.api.Problem;
import np.model.ErrorCode;

/** A request that HTTP itself has a status for, such as 405 or 415. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Map<String, String> headers;

  private Refusal(Problem problem, Map<String, String> headers) {
    super(problem.detail());
    this.problem = problem;
    this.headers = Map.copyOf(headers);
  }

  static Refusal of(int status, String detail, String hint) {
    return new Refusal(problem(ErrorCode.BAD_REQUEST, status, detail, hint), Map.of());
  }

  static Refusal noSuchPath() {
    return new Refusal(
        problem(ErrorCode.NOT_FOUND, 404, "there is no such path", "see /v1/openapi.json"),
        Map.of());
  }

  static Refusal wrongMethod(String allowed) {
    Problem problem =
        problem(
            ErrorCode.BAD_REQUEST, 405, "this path does not have that method", "use " + allowed);
    return new Refusal(problem, Map.of("Allow", allowed));
  }

  static Refusal notUpgraded(String protocol) {
    Problem problem =
        problem(
            ErrorCode.BAD_REQUEST,
            426,
            "this path is a WebSocket",
            "send Upgrade: websocket and Sec-WebSocket-Protocol: " + protocol);
    return new Refusal(problem, Map.of("Upgrade", "websocket", "Connection", "Upgrade"));
  }

  static Refusal tooLarge(long limit) {
    return new Refusal(
        problem(
            ErrorCode.TOO_LARGE, 413, "the body has more than " + limit + " bytes", "send less"),
        Map.of());
  }

  static Refusal tooSlow() {
    return of(408, "the body did not arrive in time", "try again");
  }

  Problem problem() {
    return problem;
  }

  Map<String, String> headers() {
    return headers;
  }

  private static Problem problem(ErrorCode code, int status, String detail, String hint) {
    Problem plain = Problem.of(code, detail, hint);
    return new Problem(
        plain.type(),
        plain.title(),
        status,
        plain.code(),
        detail,
        hint,
        plain.exit(),
        plain.diagnostics());
  }
}
