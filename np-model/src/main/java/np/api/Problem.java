package np.api;

import java.util.List;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * An error as the API answers it: {@code application/problem+json} (RFC 9457) with np's members.
 *
 * @param type a relative reference that names the problem, {@code /problems/NP0401}
 * @param title the same for every occurrence
 * @param status HTTP status
 * @param code for example NP0401
 * @param detail what is wrong here
 * @param hint what to do next, may be empty
 * @param exit the exit code of the CLI
 * @param diagnostics the mistakes of an np.yaml, empty otherwise
 */
public record Problem(
    String type,
    String title,
    int status,
    String code,
    String detail,
    String hint,
    int exit,
    List<DiagnosticView> diagnostics) {
  public Problem {
    diagnostics = List.copyOf(diagnostics);
  }

  public static Problem of(NpException exception) {
    return of(exception.code(), exception.getMessage(), exception.hint());
  }

  public static Problem of(ErrorCode code, String detail, String hint) {
    return new Problem(
        "/problems/" + code.code(),
        code.title(),
        code.status(),
        code.code(),
        detail,
        hint,
        code.exit(),
        List.of());
  }
}
