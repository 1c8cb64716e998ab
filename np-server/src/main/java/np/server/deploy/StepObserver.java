package np.server.deploy;

import np.server.apps.Deployment;

/** Sees deployments move from step to step. */
@FunctionalInterface
public interface StepObserver {

  /** Called before a step, on the thread that will carry it out. */
  void before(Deployment deployment, String step);
}
