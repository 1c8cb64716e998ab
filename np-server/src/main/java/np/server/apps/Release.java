package np.server.apps;

import java.util.List;
import java.util.Map;
import np.model.AppId;
import np.model.Artifact;
import np.model.Digest;
import np.model.ProcessName;
import np.model.ReleaseNumber;

/**
 * An immutable artifact and the config that it runs with.
 *
 * @param app whose
 * @param number v1, v2
 * @param content what it is made of
 * @param summary what is shown of it
 * @param state how it fared
 */
public record Release(
    AppId app, ReleaseNumber number, Content content, Summary summary, State state) {

  /**
   * What it is made of; equal contents behave alike.
   *
   * @param spec the text of np.yaml
   * @param file its name in errors
   * @param environment which one of the file was chosen, empty for none
   * @param source digest of the packed directory
   * @param artifact that it runs
   * @param config what was set by hand when it was made
   */
  public record Content(
      String spec,
      String file,
      String environment,
      Digest source,
      Artifact artifact,
      AppConfig config) {}

  /**
   * What is shown of it.
   *
   * @param processes with the file's scale
   * @param url where it answers, empty without routes
   * @param message by whoever deployed it, may be empty
   * @param changes against the release before
   * @param seconds that its deployment took
   * @param created when and by whom
   */
  public record Summary(
      Map<ProcessName, Integer> processes,
      String url,
      String message,
      List<String> changes,
      double seconds,
      Stamp created) {
    public Summary {
      processes = Map.copyOf(processes);
      changes = List.copyOf(changes);
    }
  }

  /** How it fared. */
  public enum State {
    /** Its deployment is under way. */
    PENDING,
    /** It served or serves; its artifact is there. */
    KEPT,
    /** It never served. */
    FAILED,
    /** Its artifact is gone. */
    SWEPT
  }
}
