package np.server.deploy;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import np.api.EventView;

/** Who carries out which step. */
final class Steps {
  private final ServicesStep services;
  private final BuildStep build;
  private final ReleaseStep release;
  private final ApplyStep apply;
  private final HealthStep health;
  private final PublishStep publish;
  private final RetireStep retire;
  private final FinishStep finish;
  private final Restoration restoration;
  private final Failures failures = new Failures();

  /**
   * @param buildSlots how many builds may run at a time
   */
  Steps(Tools tools, RoutePublisher publisher, Semaphore buildSlots) {
    this.services = new ServicesStep(tools);
    this.build = new BuildStep(tools, buildSlots, failures);
    this.release = new ReleaseStep(tools, failures);
    this.apply = new ApplyStep(tools);
    this.health = new HealthStep(tools, failures);
    this.publish = new PublishStep(tools, publisher);
    this.retire = new RetireStep(tools);
    this.finish = new FinishStep(tools);
    this.restoration = new Restoration(tools, publisher);
  }

  Failures failures() {
    return failures;
  }

  StepResult run(Step step, Job job) throws IOException, InterruptedException {
    return switch (step) {
      case SERVICES -> services.run(job);
      case BUILD -> build.run(job);
      case RELEASE -> release.run(job);
      case APPLY -> apply.run(job);
      case HEALTHY -> health.run(job);
      case PUBLISH -> publish.run(job);
      case RETIRE -> retire.run(job);
      case FINISH -> {
        finish.succeed(job);
        yield StepResult.NOTHING;
      }
    };
  }

  void fail(Job job, EventView.Failure failure) throws InterruptedException {
    finish.fail(job, restoration.restore(job, failure));
  }
}
