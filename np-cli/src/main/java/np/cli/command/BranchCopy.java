package np.cli.command;

import java.time.Duration;
import java.util.Optional;
import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * The copy that a branch begins as. The server waits for it for a while; a large one on a file
 * system without snapshots takes longer, and what is done to the parent meanwhile may get into it:
 * so whoever types the command waits on.
 *
 * @param database as the server has answered, {@code np.database/1}
 */
record BranchCopy(Session session, JsonObject database) {
  private static final Duration PAUSE = Duration.ofMillis(300);

  /** Whoever is replaced by a newer one is back by then. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  /**
   * Returns when it has been made; the database as it is then.
   *
   * @throws NpException.Unavailable DATABASE_UNAVAILABLE when it could not be made; TIMED_OUT when
   *     it takes longer than {@code --timeout}
   */
  JsonObject await() {
    if (!isOnItsWay(database)) {
      return made(database);
    }
    session
        .output()
        .note(
            "Copying %s to %s. If you leave now, np goes on with it (np db url %s); until it is done, "
                    .formatted(parent(), name(), name())
                + "changes of the parent may get into it.");
    long begun = System.nanoTime();
    long heard = begun;
    JsonObject now = database;
    while (isOnItsWay(now)) {
      pause(begun);
      try {
        now = session.client().get(ApiPath.of("databases", database.text("name")));
        heard = System.nanoTime();
      } catch (NpException.Unavailable e) {
        if (since(heard).compareTo(SILENCE) > 0) {
          throw e;
        }
      }
    }
    return made(now);
  }

  private JsonObject made(JsonObject now) {
    String state = now.text("state");
    if (state.equals("failed") || state.equals("trashed")) {
      throw new NpException.Unavailable(
          ErrorCode.DATABASE_UNAVAILABLE,
          name() + " could not be made: " + Output.safe(now.text("why")),
          "np db info " + name());
    }
    return now;
  }

  /** An engine that is away has not told yet. */
  private static boolean isOnItsWay(JsonObject database) {
    String state = database.text("state");
    return state.equals("preparing") || state.equals("unknown");
  }

  private String name() {
    return Output.safe(database.text("name"));
  }

  private String parent() {
    return Output.safe(database.text("parent"));
  }

  private static Duration since(long moment) {
    return Duration.ofNanos(System.nanoTime() - moment);
  }

  private void pause(long begun) {
    Optional<Duration> most = session.globals().timeout();
    if (most.filter(time -> since(begun).compareTo(time) > 0).isPresent()) {
      throw new NpException.Unavailable(
          ErrorCode.TIMED_OUT,
          name() + " is still being copied; np goes on with it",
          "np db info " + name());
    }
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NpException.Unavailable(
          ErrorCode.TIMED_OUT, "interrupted; np goes on with it", "np db info " + name(), e);
    }
  }
}
