package np.cli.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import np.api.EventView;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.client.ApiProblem;
import np.cli.client.EventDocument;
import np.cli.client.ServerEvent;
import np.cli.client.ServerEvents;
import np.cli.json.JsonObject;
import np.cli.json.JsonReader;
import np.cli.json.NotJson;
import np.cli.output.Output;
import np.cli.output.Steps;
import np.model.ErrorCode;
import np.model.NpException;
import np.spi.Subscription;

/**
 * Follows a deployment to its end, whatever happens to the connection: it goes on after the last
 * event that was seen.
 */
final class Follower {
  /** How long a server that has gone is waited for, unless --timeout says otherwise. */
  private static final Duration USUAL_PATIENCE = Duration.ofMinutes(5);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Session session;
  private final ApiClient client;
  private final Steps steps;
  private final String app;
  private final String deployment;
  private final JsonReader reader = new JsonReader();
  private String after = "";
  private boolean lost;
  private Instant deadline;

  Follower(Session session, ApiClient client, Steps steps, Followed followed) {
    this.session = session;
    this.client = client;
    this.steps = steps;
    this.app = followed.app();
    this.deployment = followed.deployment();
    this.deadline = session.now().plus(patience());
  }

  /** What is followed. */
  record Followed(String app, String deployment) {}

  /**
   * The last event, whose step is {@code done}.
   *
   * @throws NpException.Unavailable DEPLOY_TIMEOUT when the outcome is not known in time
   */
  EventView follow() {
    try (Subscription _ = session.context().desk().interrupts().on(this::interrupted)) {
      Duration pause = Duration.ofMillis(100);
      while (true) {
        String before = after;
        Optional<EventView> done = followOnce();
        if (done.isPresent()) {
          return done.get();
        }
        pause = after.equals(before) ? longer(pause) : Duration.ofMillis(100);
        waitBeforeRetry(pause);
      }
    }
  }

  private Optional<EventView> followOnce() {
    ApiPath path = ApiPath.of("deployments", deployment, "events");
    try (ServerEvents events = client.events(path, after, silence())) {
      if (lost) {
        steps.note("connected again");
        lost = false;
      }
      return read(events);
    } catch (IOException e) {
      if (!lost && isInTime()) {
        steps.note("connection to the server lost; the deployment goes on there, trying again");
      }
      lost = true;
      return Optional.empty();
    } catch (ApiProblem e) {
      if (e.problem().status() < 500) {
        throw e;
      }
      if (!lost) {
        steps.note(Output.safe(e.problem().detail()) + "; the deployment waits, trying again");
      }
      lost = true;
      return Optional.empty();
    }
  }

  private Optional<EventView> read(ServerEvents events) throws IOException {
    for (Optional<ServerEvent> next = events.next(); next.isPresent(); next = events.next()) {
      ServerEvent event = next.get();
      after = event.id();
      JsonObject document = parse(event.data());
      EventView view = EventDocument.read(document);
      steps.event(view, document);
      if (view.step().equals("done")) {
        return Optional.of(view);
      }
      extend();
    }
    return Optional.empty();
  }

  private JsonObject parse(String data) throws IOException {
    try {
      return reader.readObject(data);
    } catch (NotJson e) {
      throw new IOException("the stream is damaged", e);
    }
  }

  /** With --timeout the whole may take so long; without, only the silence may. */
  private void extend() {
    if (session.globals().timeout().isEmpty()) {
      deadline = session.now().plus(patience());
    }
  }

  private Duration patience() {
    return session.globals().timeout().orElse(USUAL_PATIENCE);
  }

  private boolean isInTime() {
    return session.now().isBefore(deadline);
  }

  private Duration silence() {
    Duration left = Duration.between(session.now(), deadline);
    return left.isPositive() ? left : Duration.ofMillis(1);
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private void waitBeforeRetry(Duration pause) {
    if (!isInTime()) {
      throw new NpException.Unavailable(
          ErrorCode.DEPLOY_TIMEOUT,
          "the outcome of deployment " + Output.safe(deployment) + " is not known yet",
          "it goes on at the server; follow it again with np deploy --follow "
              + Output.safe(deployment));
    }
    try {
      Thread.sleep(pause.compareTo(silence()) < 0 ? pause : silence());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NpException.Unavailable(
          ErrorCode.DEPLOY_TIMEOUT, "interrupted", "np deploy --follow " + deployment, e);
    }
  }

  private void interrupted() {
    steps.close();
    Output output = session.output();
    output.alarm("");
    output.alarm("Interrupted. The deployment of " + Output.safe(app) + " goes on at the server.");
    output.alarm("  follow it:     np deploy --follow " + Output.safe(deployment));
    output.alarm("  see its state: np status " + Output.safe(app));
    output.alarm("  take it back:  np rollback " + Output.safe(app));
  }
}
