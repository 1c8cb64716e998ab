package np.model;

/**
 * A directory of files that the edge serves by itself.
 *
 * @param artifact where they are
 * @param directory below the artifact, {@code .} for all of it; never leads out
 * @param fallback what answers for a path without a file
 */
public record Site(Artifact artifact, String directory, Fallback fallback) {

  /** What answers for a path without a file. */
  public enum Fallback {
    /** {@code 404.html} if there is one, with status 404. */
    NOT_FOUND,
    /** {@code /index.html} with status 200, for single-page apps. */
    INDEX
  }
}
