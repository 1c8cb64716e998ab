package np.cli.command;

import java.time.Duration;
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

  /**
   * Returns when it has been made; the database as it is then.
   *
   * @throws NpException.Unavailable DATABASE_UNAVAILABLE when it could not be made
   */
  JsonObject await() {
    String name = database.text("name");
    JsonObject now = database;
    if (isOnItsWay(now)) {
      session
          .output()
          .note(
              Output.safe("Copying " + now.text("parent") + " to " + name)
                  + ". np goes on with it if you leave now (Ctrl-C);"
                  + " until it is done, changes of the parent may get into the copy.");
    }
    while (isOnItsWay(now)) {
      pause();
      now = session.client().get(ApiPath.of("databases", name));
    }
    if (now.text("state").equals("failed")) {
      throw new NpException.Unavailable(
          ErrorCode.DATABASE_UNAVAILABLE,
          name + " could not be made: " + now.text("why"),
          "np db info " + name);
    }
    return now;
  }

  private static boolean isOnItsWay(JsonObject database) {
    return database.text("state").equals("preparing");
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
