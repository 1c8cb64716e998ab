package np.local.supervise;

import java.time.Duration;
import java.util.Optional;
import np.local.process.Launch;
import np.local.process.Launcher;
import np.local.process.Running;
import np.model.Exit;
import np.model.NpException;

/** Healthy when a command beside the instance, in its sandbox, exits with 0. */
record ExecProbe(Launcher launcher, Running target, Launch launch) implements HealthProbe {
  private static final Exit HEALTHY = new Exit.Code(0);

  @Override
  public Answer ask(Duration timeout) throws InterruptedException {
    String name = "command: ";
    try {
      Running command = launcher.enter(target, launch);
      Optional<Exit> exit = Deadline.await(command, timeout);
      if (exit.isEmpty()) {
        command.kill();
        return new Answer(false, name + "did not end in time");
      }
      return new Answer(exit.get().equals(HEALTHY), name + exit.get().why());
    } catch (NpException e) {
      return new Answer(false, name + e.getMessage());
    }
  }

  @Override
  public Duration firstPause() {
    return Duration.ofMillis(250);
  }
}
