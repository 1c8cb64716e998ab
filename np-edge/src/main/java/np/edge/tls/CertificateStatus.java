package np.edge.tls;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A certificate, or what should have been one, for an operator.
 *
 * @param source its file, or the authority that issued it
 * @param names it speaks for
 * @param until when it ends; empty when it could not be read
 * @param state whether it is in use
 * @param why one line, with what to do next; empty only when all is well
 */
public record CertificateStatus(
    String source, List<String> names, Optional<Instant> until, State state, String why) {
  public CertificateStatus {
    names = List.copyOf(names);
  }

  /** Whether a certificate is in use. */
  public enum State {
    /** In use; {@code why} may hold a warning. */
    VALID,
    /** Past its end: in use only for names that no valid one speaks for. */
    EXPIRED,
    /** Not in use before its beginning. */
    NOT_YET_VALID,
    /** Not in use. The pair that it should have replaced, if there was one, still is. */
    REFUSED
  }
}
