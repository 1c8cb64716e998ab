package np.server.deploy;

import np.api.EventView;

/** What came of a step. */
sealed interface StepResult {
  StepResult NOTHING = new Nothing();

  /** It was done. */
  record Done(String message) implements StepResult {}

  /** It had been done before. */
  record Skipped(String message) implements StepResult {}

  /** There was nothing to do, and nothing to tell. */
  record Nothing() implements StepResult {}

  /** The deployment has failed. */
  record Failed(EventView.Failure failure) implements StepResult {}
}
