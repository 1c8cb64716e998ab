package np.server.deploy;

import java.util.List;
import java.util.Locale;
import np.server.apps.Deployment.Kind;

/** The steps of deployments; each may be done again after a crash. */
enum Step {
  /** Makes the databases that the file asks for. */
  SERVICES("services"),
  /** Unpacks the source and runs the build. */
  BUILD("build"),
  /** Runs the release command. */
  RELEASE("release"),
  /** Tells the engine what must run. */
  APPLY("start"),
  /** Waits until it does. */
  HEALTHY("health"),
  /** Tells the edge where it is. */
  PUBLISH("route"),
  /** Removes what is not wanted any more. */
  RETIRE("stop"),
  /** Makes the target what is so. */
  FINISH("done");

  private final String event;

  Step(String event) {
    this.event = event;
  }

  /** As events name it. */
  String event() {
    return event;
  }

  /** As kept in the deployment. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<Step> of(Kind kind) {
    return switch (kind) {
      case DEPLOY -> List.of(SERVICES, BUILD, RELEASE, APPLY, HEALTHY, PUBLISH, RETIRE, FINISH);
      case CONFIG, ROLLBACK, START, UNDELETE -> List.of(APPLY, HEALTHY, PUBLISH, RETIRE, FINISH);
      case SCALE, RESTART, LINK -> List.of(APPLY, HEALTHY, FINISH);
      case STOP -> List.of(PUBLISH, APPLY, HEALTHY, RETIRE, FINISH);
      case DESTROY -> List.of(PUBLISH, RETIRE, FINISH);
    };
  }
}
