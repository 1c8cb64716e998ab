package np.server.deploy;

import java.io.IOException;

/** Carries out one step; may be called again after a crash or when something was away. */
@FunctionalInterface
interface StepRunner {

  /**
   * The result.
   *
   * @throws np.model.NpException.Unavailable when something is away: the step is tried again
   */
  StepResult run(Job job) throws IOException, InterruptedException;
}
