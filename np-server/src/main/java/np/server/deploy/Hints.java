package np.server.deploy;

import java.util.List;
import java.util.Locale;
import np.model.Evidence;
import np.model.ReleaseNumber;

/** What to do about a failed rollout, by its cause. */
final class Hints {
  private Hints() {}

  static String of(Job job, Evidence evidence) {
    return switch (evidence.code()) {
      case WRONG_PORT -> wrongPort(evidence);
      case OUT_OF_MEMORY -> "give it more under resources.memory, or make it use less";
      case EXITED -> "its last lines tell why; all of them: " + logs(job);
      case NO_ROOM -> "scale something down, lower resources, or use a larger machine";
      case NO_RUNTIME -> "install the runtime on this machine, or name another one under runtime";
      case NEVER_HEALTHY -> neverHealthy(job, evidence);
      default -> "np explain " + evidence.code() + " tells more";
    };
  }

  private static String wrongPort(Evidence evidence) {
    String listens = String.join(", ", evidence.listening());
    String place = listens.isEmpty() ? "" : "it listens on " + listens + ": ";
    boolean knowsPort =
        evidence.listening().stream().anyMatch(each -> sharesPort(each, evidence.expected()));
    return knowsPort
        ? place + "make it listen on 0.0.0.0, for example HOST=0.0.0.0 or HOSTNAME=0.0.0.0 in env"
        : place + "make it listen on $PORT, or write the port that it insists on under port";
  }

  private static boolean sharesPort(String listening, String expected) {
    String port = expected.substring(expected.lastIndexOf(':') + 1);
    return !port.isEmpty() && listening.endsWith(":" + port);
  }

  private static String neverHealthy(Job job, Evidence evidence) {
    String summary = evidence.summary().toLowerCase(Locale.ROOT);
    boolean answered = !summary.contains("refused") && summary.startsWith("get ");
    List<String> listening = evidence.listening();
    if (answered) {
      return "it answers, but not as health_check wants: check its path, status and grace";
    }
    return listening.isEmpty()
        ? "it listens on nothing yet: if it needs longer, raise health_check.grace; " + logs(job)
        : "make it listen on $PORT; it listens on " + String.join(", ", listening);
  }

  private static String logs(Job job) {
    String release =
        job.deployment()
            .target()
            .release()
            .map(ReleaseNumber::toString)
            .map(number -> " --release " + number)
            .orElse("");
    return "np logs " + job.app().app() + release;
  }
}
