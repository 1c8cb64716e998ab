package np.server.deploy;

import java.util.Optional;
import np.model.Exit;
import np.model.OneOff;

/** Runs the release command once: in the new artifact, before traffic. */
final class ReleaseStep implements StepRunner {
  private final Tools tools;
  private final Failures failures;

  ReleaseStep(Tools tools, Failures failures) {
    this.tools = tools;
    this.failures = failures;
  }

  @Override
  public StepResult run(Job job) {
    Optional<OneOff> command =
        tools
            .targets()
            .releaseCommand(
                job.release().orElseThrow(), job.deployment().target(), job.oneOff("release"));
    if (command.isEmpty()) {
      return StepResult.NOTHING;
    }
    String line = command.get().task().command().display();
    job.journal().begin(Step.RELEASE, Step.RELEASE.event(), line);
    LastLines lines = new LastLines();
    Exit exit = tools.engine().run(command.get(), lines);
    return exit.equals(new Exit.Code(0))
        ? new StepResult.Done(line)
        : new StepResult.Failed(failures.release(job, exit, lines.list()));
  }
}
