package np.edge.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import np.edge.tls.CertificateStatus.State;
import org.jspecify.annotations.Nullable;

/** Words for the state of pairs at one moment. */
final class PairStatus {
  private static final Duration SOON = Duration.ofDays(14);

  private final Instant now;

  PairStatus(Instant now) {
    this.now = now;
  }

  /** A pair in use; {@code warning} may be empty. */
  CertificateStatus used(ServerCertificate used, String warning) {
    State state =
        used.isExpired(now) ? State.EXPIRED : used.isValid(now) ? State.VALID : State.NOT_YET_VALID;
    String why =
        switch (state) {
          case EXPIRED -> "expired on " + used.notAfter() + ": put a new pair in its place";
          case NOT_YET_VALID ->
              "not valid before " + used.notBefore() + ": see whether the clock is right";
          case VALID -> soon(used, warning);
          case REFUSED -> warning;
        };
    return new CertificateStatus(
        used.source(), used.names(), Optional.of(used.notAfter()), state, why);
  }

  private String soon(ServerCertificate used, String warning) {
    Duration left = Duration.between(now, used.notAfter());
    if (left.compareTo(SOON) > 0) {
      return warning;
    }
    String ends = "expires in " + left.toDays() + " days: put a new pair in its place";
    return warning.isEmpty() ? ends : ends + "; " + warning;
  }

  /** Files that cannot be used. */
  CertificateStatus refused(String source, String why, @Nullable ServerCertificate instead) {
    String rest = instead == null ? "" : "; the pair from before stays in use";
    return new CertificateStatus(source, List.of(), Optional.empty(), State.REFUSED, why + rest);
  }
}
