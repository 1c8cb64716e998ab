package np.server.apps;

import java.time.Instant;
import java.util.Optional;
import np.model.AppId;
import np.model.ReleaseNumber;

/**
 * An app as it is stored.
 *
 * @param id whose and which
 * @param state that a finished change has left behind
 * @param config that the next release starts from
 * @param lastRelease the highest number that was given out, 0 before the first
 * @param problem why the last change failed, one line; empty when it did not
 * @param created when and by whom
 * @param live when the serving release began to serve, and by whom
 * @param deletedAt when it went to the trash
 */
public record App(
    AppId id,
    AppState state,
    AppConfig config,
    int lastRelease,
    String problem,
    Stamp created,
    Optional<Stamp> live,
    Optional<Instant> deletedAt) {

  /** The number that its next release gets. */
  public ReleaseNumber nextRelease() {
    return new ReleaseNumber(lastRelease + 1);
  }
}
