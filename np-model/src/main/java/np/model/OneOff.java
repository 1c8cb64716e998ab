package np.model;

import java.time.Duration;

/**
 * A task that runs once to its end: a build, a release command, {@code np run}.
 *
 * @param id never used twice
 * @param app whose it is
 * @param kind what it may touch
 * @param task what it runs
 * @param timeout then it is killed, 1 s to 24 h
 */
public record OneOff(InstanceId id, AppId app, Kind kind, Task task, Duration timeout) {

  /** What a one-off may touch. */
  public enum Kind {
    /** May write into its artifact, uses the slice of builds and the app's build cache. */
    BUILD,
    /** Sees the artifact as instances do, uses the app's slice. */
    RUN
  }
}
