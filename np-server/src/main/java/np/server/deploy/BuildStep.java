package np.server.deploy;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import np.model.Artifact;
import np.model.Exit;
import np.model.OneOff;
import np.server.apps.Release;
import np.server.apps.ReleaseStore;

/** Unpacks the source and runs the build in it, unless an artifact of the same is there. */
final class BuildStep implements StepRunner {
  private final Tools tools;
  private final Semaphore slots;
  private final Failures failures;
  private final ReleaseStore releases = new ReleaseStore();

  BuildStep(Tools tools, Semaphore slots, Failures failures) {
    this.tools = tools;
    this.slots = slots;
    this.failures = failures;
  }

  @Override
  public StepResult run(Job job) throws IOException, InterruptedException {
    new RoomCheck(tools.engine()).look(job);
    Release release = job.release().orElseThrow();
    Artifact artifact = release.content().artifact();
    if (tools.database().read(handle -> releases.isBuilt(handle, artifact))) {
      return new StepResult.Skipped("same source as " + artifact.builtBy());
    }
    Optional<OneOff> build = tools.targets().build(release, job.oneOff("build"));
    String line = build.map(task -> task.task().command().display()).orElse("unpacking");
    job.journal().begin(Step.BUILD, Step.BUILD.event(), line);
    tools.artifacts().unpack(artifact, release.content().source());
    Optional<StepResult> failed = build.isPresent() ? build(job, build.get()) : Optional.empty();
    if (failed.isPresent()) {
      return failed.get();
    }
    tools.artifacts().sync(artifact);
    tools.database().change(handle -> releases.built(handle, artifact));
    return new StepResult.Done(build.isPresent() ? "built" : "unpacked");
  }

  private Optional<StepResult> build(Job job, OneOff task) throws InterruptedException {
    if (!slots.tryAcquire()) {
      job.journal().progress(Step.BUILD.event(), "waiting for another build to end");
      slots.acquire();
    }
    try {
      LastLines lines = new LastLines();
      Exit exit = tools.engine().run(task, lines);
      return exit.equals(new Exit.Code(0))
          ? Optional.empty()
          : Optional.of(new StepResult.Failed(failures.build(job, exit, lines.list())));
    } finally {
      slots.release();
    }
  }
}
