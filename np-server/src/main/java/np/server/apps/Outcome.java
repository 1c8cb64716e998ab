package np.server.apps;

import np.server.apps.Deployment.Kind;

/** What came of asking for a change. */
public sealed interface Outcome {

  /** It is under way. */
  record Started(Deployment deployment) implements Outcome {}

  /** It is so already; nothing happens. */
  record Unchanged(App app, Kind kind) implements Outcome {}
}
