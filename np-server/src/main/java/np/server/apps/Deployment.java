package np.server.apps;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import np.api.EventView;
import np.model.AppId;
import np.model.ReleaseNumber;

/**
 * A change of an app: what it is to become, and how far it is.
 *
 * @param id 13 characters of {@code a-z0-9}; part of the ids of its one-offs
 * @param app which
 * @param kind of change
 * @param target what is to become so
 * @param from the release that served before
 * @param changes one line each
 * @param started when and by whom
 * @param progress how far it is
 */
public record Deployment(
    String id,
    AppId app,
    Kind kind,
    AppState target,
    Optional<ReleaseNumber> from,
    List<String> changes,
    Stamp started,
    Progress progress) {
  public Deployment {
    changes = List.copyOf(changes);
  }

  /** What kind of change. */
  public enum Kind {
    DEPLOY,
    CONFIG,
    ROLLBACK,
    SCALE,
    RESTART,
    /** Other databases, or another password of one. */
    LINK,
    STOP,
    START,
    DESTROY,
    UNDELETE;

    /** Whether it leads to a release that has never served. */
    public boolean makesRelease() {
      return this == DEPLOY || this == CONFIG;
    }

    /** As the API names it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far it is. */
  public enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED;

    /** Whether it has ended. */
    public boolean ended() {
      return this == SUCCEEDED || this == FAILED;
    }

    /** As the API names it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How far it is.
   *
   * @param state as a whole
   * @param step the one under way, or the last; empty before the first
   * @param steps those that have ended
   * @param error why it failed
   */
  public record Progress(
      State state, String step, List<StepTime> steps, Optional<EventView.Failure> error) {
    public Progress {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step that has ended.
   *
   * @param startedAt ISO-8601 UTC
   */
  public record StepTime(String step, String startedAt, double seconds) {}
}
