package np.server.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import np.model.Hostname;
import np.model.Route;
import np.model.RouteStatus;
import np.server.apps.Deployment.Kind;
import np.server.apps.RouteStore.Taken;
import np.server.status.Signals;

/** Tells the edge where the app is, and waits a moment until it answers there. */
final class PublishStep implements StepRunner {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration FIRST_LOOK = Duration.ofMillis(10);
  private static final Duration SLOWEST_LOOK = Duration.ofMillis(200);

  private final Tools tools;
  private final RoutePublisher publisher;

  PublishStep(Tools tools, RoutePublisher publisher) {
    this.tools = tools;
    this.publisher = publisher;
  }

  @Override
  public StepResult run(Job job) throws InterruptedException {
    List<Route> routes =
        job.deployment().kind() == Kind.DESTROY ? List.of() : job.wanted().routes();
    RoutePublisher.Result result = publisher.publish(job.app(), routes, taken(job));
    if (result == RoutePublisher.Result.SAME || routes.isEmpty()) {
      return StepResult.NOTHING;
    }
    String hosts =
        routes.stream()
            .map(Route::host)
            .distinct()
            .map(Hostname::value)
            .collect(Collectors.joining(", "));
    job.journal().begin(Step.PUBLISH, Step.PUBLISH.event(), hosts);
    String why = job.switchesOff() ? "" : awaitLive(job, routes);
    return new StepResult.Done(why.isEmpty() ? hosts : why);
  }

  /** Only another release or a return asks for hosts; the others go on with what the app has. */
  private static Taken taken(Job job) {
    return switch (job.deployment().kind()) {
      case DEPLOY, ROLLBACK, UNDELETE -> Taken.REFUSE;
      case CONFIG, SCALE, RESTART, LINK, STOP, START, DESTROY -> Taken.LEAVE;
    };
  }

  /** Why a route does not answer yet; empty when all do. */
  private String awaitLive(Job job, List<Route> routes) throws InterruptedException {
    Instant deadline = tools.clock().instant().plus(PATIENCE);
    Duration pause = FIRST_LOOK;
    try (Signals.Watch news = tools.signals().watch(job.app())) {
      while (true) {
        String why = whyNotLive(routes);
        if (why.isEmpty() || tools.clock().instant().isAfter(deadline)) {
          return why;
        }
        news.await(pause);
        pause = pause.multipliedBy(2).compareTo(SLOWEST_LOOK) < 0 ? pause.multipliedBy(2) : pause;
      }
    }
  }

  private String whyNotLive(List<Route> routes) {
    return routes.stream()
        .filter(route -> route instanceof Route.Proxy || route instanceof Route.Files)
        .map(route -> whyNotLive(route, publisher.verify(route)))
        .filter(why -> !why.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String whyNotLive(Route route, RouteStatus status) {
    return status.state() == RouteStatus.State.LIVE ? "" : route.host() + ": " + status.why();
  }
}
