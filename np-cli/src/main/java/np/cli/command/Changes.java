package np.cli.command;

import java.time.Duration;
import java.time.Instant;
import np.api.EventView;
import np.api.Schemas;
import np.cli.client.ApiClient;
import np.cli.client.EventDocument;
import np.cli.json.JsonObject;
import np.cli.output.Charm;
import np.cli.output.Output;
import np.cli.output.Steps;

/** Sends changes and follows them to their end. */
final class Changes {
  private final Session session;
  private final Instant start;

  Changes(Session session) {
    this.session = session;
    this.start = session.now();
  }

  /** Sends a change and follows it; with --dry-run only tells. */
  Outcome run(Change change) {
    if (session.globals().dryRun()) {
      return session.dryRun(change.told());
    }
    ApiClient client = session.client();
    String key = session.context().ids().get();
    JsonObject deployment = client.send(change.method(), change.path(), change.body(), key);
    try (Steps steps = steps()) {
      return end(change.deed(), change.app(), deployment, new Stage(client, steps));
    }
  }

  Steps steps() {
    return Steps.of(session.output(), session.context().clock(), session.context().tty());
  }

  /** A client and where its progress is shown. */
  record Stage(ApiClient client, Steps steps) {}

  /** Follows what the server answered with, unless it is nothing or --detach is given. */
  Outcome end(Deed deed, String app, JsonObject deployment, Stage stage) {
    String id = deployment.text("id");
    String state = deployment.text("state");
    if (state.equals("unchanged") || id.isEmpty()) {
      EventView done = unchanged(app, deployment);
      stage.steps().event(done, EventDocument.write(done));
      return finish(deed, app, done, stage.steps());
    }
    if (session.arguments().has("--detach")) {
      session.output().json(deployment);
      return Outcome.success(
          "Started " + deed.noun() + " of " + Output.safe(app) + ": " + Output.safe(id),
          "  follow it with np deploy --follow " + Output.safe(id));
    }
    return follow(deed, new Follower.Followed(app, id), stage);
  }

  /** Follows a deployment that is under way. */
  Outcome follow(Deed deed, Follower.Followed followed, Stage stage) {
    Follower follower = new Follower(session, stage.client(), stage.steps(), followed);
    return finish(deed, followed.app(), follower.follow(), stage.steps());
  }

  private Outcome finish(Deed deed, String app, EventView done, Steps steps) {
    steps.close();
    Duration took = Duration.between(start, session.now());
    Charm charm = session.output().look().out();
    return new Ending(deed, app, took).of(done, charm);
  }

  private EventView unchanged(String app, JsonObject deployment) {
    return new EventView(
        Schemas.EVENT,
        1,
        session.now().toString(),
        app,
        deployment.text("id"),
        "done",
        "unchanged",
        "no changes",
        null,
        deployment.text("url"),
        deployment.text("release"),
        null);
  }
}
