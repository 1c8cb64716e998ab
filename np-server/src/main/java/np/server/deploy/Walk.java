package np.server.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import np.api.EventView;
import np.model.ErrorCode;
import np.model.NpException;
import np.server.apps.Deployment;
import np.server.deploy.Journal.Note;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one deployment, from the step where it stands to its end. */
final class Walk {
  private static final Logger LOG = LoggerFactory.getLogger(Walk.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Steps steps;
  private final Job job;
  private final StepObserver observer;
  private final BooleanSupplier mayGoOn;

  /**
   * @param mayGoOn asked before each step: false when another server has it now
   */
  Walk(Steps steps, Job job, StepObserver observer, BooleanSupplier mayGoOn) {
    this.steps = steps;
    this.job = job;
    this.observer = observer;
    this.mayGoOn = mayGoOn;
  }

  void run() throws InterruptedException {
    Deployment deployment = job.deployment();
    if (deployment.progress().step().isEmpty()) {
      job.journal().tell(new Note("queue", "ok", deployment.kind().word()), Optional.of(0.0));
    }
    Optional<EventView.Failure> failure = deployment.progress().error();
    for (Step step : remaining(deployment)) {
      if (!mayGoOn.getAsBoolean()) {
        return;
      }
      observer.before(deployment, step.word());
      failure = failure.isPresent() ? failure : carryOut(step);
      if (failure.isPresent()) {
        fail(failure.get());
        return;
      }
    }
  }

  /** A crash while waiting for health begins with applying again: the engine may have lost it. */
  private static List<Step> remaining(Deployment deployment) {
    List<Step> all = Step.of(deployment.kind());
    int next = 0;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).word().equals(deployment.progress().step())) {
        next = all.get(i) == Step.HEALTHY ? i - 1 : i;
      }
    }
    return all.subList(next, all.size());
  }

  private Optional<EventView.Failure> carryOut(Step step) throws InterruptedException {
    StepResult result = attempt(step);
    switch (result) {
      case StepResult.Nothing nothing -> {}
      case StepResult.Done done -> end(step, "ok", done.message());
      case StepResult.Skipped skipped -> end(step, "skipped", skipped.message());
      case StepResult.Failed failed -> {
        job.journal().fail(step, failed.failure());
        return Optional.of(failed.failure());
      }
    }
    return Optional.empty();
  }

  private void end(Step step, String state, String message) {
    boolean stopping = step == Step.HEALTHY && job.switchesOff();
    String event = stopping ? Step.RETIRE.event() : step.event();
    job.journal().end(step, new Note(event, state, message));
  }

  /** Tries again for as long as something that the step needs is away. */
  private StepResult attempt(Step step) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return steps.run(step, job);
      } catch (NpException.Unavailable e) {
        if (e.code() == ErrorCode.NO_SPACE) {
          return new StepResult.Failed(steps.failures().refused(job, e));
        }
        LOG.warn("deployment={} step={} away=\"{}\"", job.deployment().id(), step, e.getMessage());
        tellAway(step, e);
        Thread.sleep(pause);
        pause = longer(pause);
      } catch (NpException e) {
        return new StepResult.Failed(steps.failures().refused(job, e));
      } catch (IOException | RuntimeException e) {
        leaveIfStopped();
        LOG.error("deployment={} step={} failed", job.deployment().id(), step, e);
        return new StepResult.Failed(steps.failures().broken(job, e));
      }
    }
  }

  /** What fails because this server is being stopped is no news about the deployment. */
  private void leaveIfStopped() throws InterruptedException {
    if (Thread.currentThread().isInterrupted() || !mayGoOn.getAsBoolean()) {
      throw new InterruptedException("this server stops; another one goes on");
    }
  }

  private void tellAway(Step step, NpException.Unavailable away) {
    try {
      job.journal().progress(step.event(), away.getMessage() + "; trying again");
    } catch (NpException.Unavailable e) {
      LOG.warn("deployment={} cannot be written down", job.deployment().id());
    }
  }

  private void fail(EventView.Failure failure) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (mayGoOn.getAsBoolean()) {
      try {
        steps.fail(job, failure);
        return;
      } catch (NpException.Unavailable e) {
        LOG.warn("deployment={} not restored yet: {}", job.deployment().id(), e.getMessage());
        Thread.sleep(pause);
        pause = longer(pause);
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }
}
