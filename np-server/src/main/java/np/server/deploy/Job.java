package np.server.deploy;

import java.util.Optional;
import np.model.AppId;
import np.model.InstanceId;
import np.model.ReleaseNumber;
import np.server.apps.AppState;
import np.server.apps.Deployment;
import np.server.apps.Deployment.Kind;
import np.server.apps.Release;
import np.server.apps.Wanted;

/**
 * A deployment with everything that its steps ask for.
 *
 * @param deployment as stored
 * @param release that it leads to
 * @param former what is so until it has ended well
 * @param wanted what is to become so
 * @param before what was wanted until now
 * @param journal where it is written down
 */
record Job(
    Deployment deployment,
    Optional<Release> release,
    AppState former,
    Wanted wanted,
    Wanted before,
    Journal journal) {

  AppId app() {
    return deployment.app();
  }

  /** Whether it ends with nothing running. */
  boolean switchesOff() {
    return deployment.kind() == Kind.DESTROY || deployment.target().power() == AppState.Power.OFF;
  }

  /** The id of a one-off that belongs to it: the same after a crash. */
  InstanceId oneOff(String kind) {
    return new InstanceId(kind + "-" + deployment.id());
  }

  /** {@code v3}, or the app's name before the first release. */
  String name() {
    return deployment
        .target()
        .release()
        .map(ReleaseNumber::toString)
        .orElseGet(() -> app().app().value());
  }
}
