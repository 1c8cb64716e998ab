package np.server.deploy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.api.EventView;
import np.api.Schemas;
import np.model.Printable;
import np.model.ReleaseNumber;
import np.server.apps.Deployment;
import np.server.apps.Deployment.Progress;
import np.server.apps.Deployment.State;
import np.server.apps.DeploymentStore;
import np.server.status.Signals;
import np.server.store.Database;
import org.jdbi.v3.core.Handle;

/** Writes down how far one deployment is, and tells those who follow it. One walk owns it. */
final class Journal {
  private final Database database;
  private final Signals signals;
  private final InstantSource clock;
  private final Deployment deployment;
  private final EventStore events = new EventStore();
  private final DeploymentStore store = new DeploymentStore();
  private final List<Deployment.StepTime> steps;
  private Instant stepStarted;
  private String lastMessage = "";
  private long seq;

  Journal(Database database, Signals signals, InstantSource clock, Deployment deployment) {
    this.database = database;
    this.signals = signals;
    this.clock = clock;
    this.deployment = deployment;
    this.steps = new ArrayList<>(deployment.progress().steps());
    this.stepStarted = clock.instant();
    this.seq = database.read(handle -> events.last(handle, deployment));
  }

  /** An event to be told. */
  record Note(String step, String state, String message) {}

  /** A step has something to do: from here on a crash leads back to it. */
  void begin(Step step, String event, String message) {
    stepStarted = clock.instant();
    database.change(
        handle -> {
          Progress progress = new Progress(State.RUNNING, step.word(), steps, Optional.empty());
          store.progress(handle, deployment, progress);
          insert(handle, new Note(event, "started", message), Optional.empty());
        });
    told();
  }

  /** Something moves within a step; the same message is told once. */
  void progress(String event, String message) {
    if (!message.equals(lastMessage)) {
      lastMessage = message;
      tell(new Note(event, "progress", message), Optional.empty());
    }
  }

  /** A step has ended well. */
  void end(Step step, Note note) {
    double seconds = seconds(stepStarted);
    steps.add(new Deployment.StepTime(step.word(), stepStarted.toString(), seconds));
    tell(note, Optional.of(seconds));
  }

  /** Tells an event by itself; losing it in a power cut would not matter. */
  void tell(Note note, Optional<Double> seconds) {
    database.change(
        handle -> {
          handle.execute("SET LOCAL synchronous_commit TO OFF");
          insert(handle, note, seconds);
        });
    told();
  }

  /** Tells that a step has failed, and keeps why: after a crash the failure stays one. */
  void fail(Step step, EventView.Failure failure) {
    double seconds = seconds(stepStarted);
    database.change(
        handle -> {
          store.failing(handle, deployment, failure);
          Note note = new Note(step.event(), "failed", failure.message());
          insert(handle, event(note, Optional.of(seconds), Optional.of(failure)));
        });
    told();
  }

  /** The last event, within the transaction that ends the deployment. */
  void done(Handle handle, String state, String url, Optional<EventView.Failure> failure) {
    String message =
        failure.map(EventView.Failure::message).orElse(deployment.kind().word() + " done");
    EventView plain =
        event(new Note(Step.FINISH.event(), state, message), Optional.of(total()), failure);
    insert(
        handle,
        new EventView(
            plain.schema(),
            plain.seq(),
            plain.ts(),
            plain.app(),
            plain.deployment(),
            plain.step(),
            plain.state(),
            plain.message(),
            plain.seconds(),
            url,
            plain.release(),
            plain.error()));
    DeploymentStore.Ending ending =
        new DeploymentStore.Ending(
            failure.isPresent() ? State.FAILED : State.SUCCEEDED, failure, clock.instant());
    store.progress(
        handle, deployment, new Progress(ending.state(), Step.FINISH.word(), steps, failure));
    store.end(handle, deployment, ending);
  }

  /** Wakes those who follow; call it after {@link #done} was committed. */
  void told() {
    signals.wake(deployment.id());
    signals.wake(deployment.app());
    signals.wake(deployment.app().tenant());
  }

  /** Seconds since the deployment was asked for. */
  double total() {
    return seconds(deployment.started().at());
  }

  private double seconds(Instant since) {
    return Math.max(0, Duration.between(since, clock.instant()).toMillis()) / 1000.0;
  }

  private void insert(Handle handle, Note note, Optional<Double> seconds) {
    insert(handle, event(note, seconds, Optional.empty()));
  }

  private void insert(Handle handle, EventView event) {
    events.insert(handle, deployment, event);
    seq = event.seq();
  }

  private EventView event(
      Note note, Optional<Double> seconds, Optional<EventView.Failure> failure) {
    return new EventView(
        Schemas.EVENT,
        seq + 1,
        clock.instant().toString(),
        deployment.app().app().value(),
        deployment.id(),
        note.step(),
        note.state(),
        Printable.escape(note.message()),
        seconds.orElse(null),
        null,
        deployment.target().release().map(ReleaseNumber::toString).orElse(null),
        failure.orElse(null));
  }
}
