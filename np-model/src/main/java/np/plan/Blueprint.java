package np.plan;

import np.model.AppId;
import np.model.Artifact;
import np.model.Environment;
import np.spec.AppSpec;

/**
 * A release that is ready to run: what was written, what was built from it and what is kept beside
 * it.
 *
 * @param spec with the chosen environment merged
 * @param artifact that was built, with the app that it belongs to
 * @param environment of every process: the file's {@code env}, what was set by hand, the secrets
 * @param scale live counts, which win over the file's
 * @param revision raised by {@code np restart}, not negative
 */
public record Blueprint(
    AppSpec spec, Artifact artifact, Environment environment, ScaleOverrides scale, int revision) {

  public AppId app() {
    return artifact.app();
  }
}
